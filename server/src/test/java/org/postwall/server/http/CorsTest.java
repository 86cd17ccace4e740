package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.server.http.RawClient.Answer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CorsTest {
    private static final String ALLOW = "Access-Control-Allow-Origin";

    @Test
    void a_page_of_another_origin_may_read() throws IOException {
        try (TestSite site = site(false)) {
            assertThat(site.ask("GET", "/things", "Origin: https://example.org").header(ALLOW))
                    .isEqualTo("*");
            assertThat(site.ask("GET", "/things").header(ALLOW)).isEmpty();
        }
    }

    @Test
    void a_page_of_another_origin_may_read_why_it_was_refused() throws IOException {
        try (TestSite site = site(false)) {
            Answer refused = site.ask("GET", "/missing", "Origin: https://example.org");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header(ALLOW)).isEqualTo("*");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, GET, *", "true, POST, *", "false, GET, *", "false, POST, ''", "true, DELETE, ''"})
    void writing_from_another_origin_is_for_walls_that_want_tokens(boolean writes, String method, String allowed)
            throws IOException {
        try (TestSite site = site(writes)) {
            Answer answer = site.ask(
                    "OPTIONS", "/things", "Origin: https://example.org", "Access-Control-Request-Method: " + method);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header(ALLOW)).isEqualTo(allowed);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, /bots, PUT, *, PUT",
        "false, /bots, PUT, '', ''",
        "true, /people/7, PATCH, *, PATCH",
        "false, /people/7, PATCH, '', ''",
        "false, /people/7, GET, *, GET",
        "true, /people/7, PUT, '', ''",
        "true, /bots, PATCH, '', ''",
        "true, /bots, put, '', ''",
    })
    void a_change_from_another_origin_is_for_what_can_be_changed_so(
            boolean writes, String path, String method, String origin, String allowed) throws IOException {
        try (TestSite site = site(writes)) {
            Answer answer = site.ask(
                    "OPTIONS",
                    path,
                    "Origin: https://example.org",
                    "Access-Control-Request-Method: " + method,
                    "Access-Control-Request-Headers: authorization,content-type");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header(ALLOW)).isEqualTo(origin);
            assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo(allowed);
            assertThat(answer.header("Access-Control-Allow-Headers").contains("Authorization, Content-Type"))
                    .isEqualTo(!allowed.isEmpty());
            assertThat(answer.header("Allow"))
                    .isEqualTo("/bots".equals(path) ? "OPTIONS, PUT" : "GET, HEAD, OPTIONS, PATCH");
        }
    }

    @Test
    void options_of_nothing_is_not_found() throws IOException {
        try (TestSite site = site(true)) {
            assertThat(site.ask("OPTIONS", "/nowhere").status()).isEqualTo(404);
        }
    }

    private static TestSite site(boolean writes) {
        return new TestSite(
                new Cors(writes),
                Endpoint.get("/things", context -> context.response().end("things")),
                Endpoint.get("/missing", context -> context.fail(ApiException.notFound("no"))),
                Endpoint.post("/things", context -> context.response().end()),
                Endpoint.put("/bots", context -> context.response().end()),
                Endpoint.get("/people/:id", context -> context.response().end()),
                Endpoint.patch("/people/:id", context -> context.response().end()));
    }
}
