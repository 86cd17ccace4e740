package org.postwall.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.RawClient.Answer;
import org.postwall.server.http.TestSite;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GuardsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Tokens tokens = new Tokens(vertx, new Secret("x".repeat(32)), Clock.systemUTC());

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void a_holder_of_one_of_the_scopes_comes_in_under_its_name() throws IOException {
        try (TestSite site = site(Access.TOKEN, Optional.of(tokens))) {
            assertThat(site.ask("GET", "/remove", bearer("wall")).body()).isEqualTo("ann [wall]");
            assertThat(site.ask("GET", "/remove", bearer("moderate")).body()).isEqualTo("ann [moderate]");
        }
    }

    @Test
    void the_scheme_is_understood_in_any_case() throws IOException {
        try (TestSite site = site(Access.TOKEN, Optional.of(tokens))) {
            assertThat(site.ask("GET", "/write", bearer("wall").replace("Bearer", "bEARER"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void another_scope_is_told_what_is_missing() throws IOException {
        try (TestSite site = site(Access.TOKEN, Optional.of(tokens))) {
            Answer refused = site.ask("GET", "/remove", bearer("walls", "broadcast"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"postwall\", error=\"insufficient_scope\", scope=\"moderate wall\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Authorization: Basic YTpi", "Authorization: Bearer", "Authorization: Token x"})
    void who_shows_no_token_is_asked_for_one(String header) throws IOException {
        try (TestSite site = site(Access.TOKEN, Optional.of(tokens))) {
            Answer refused = site.ask("GET", "/write", header);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"postwall\"");
        }
    }

    @Test
    void a_bad_token_is_called_one() throws IOException {
        try (TestSite site = site(Access.TOKEN, Optional.of(tokens))) {
            Answer refused = site.ask("GET", "/write", bearer("wall") + "x");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void an_open_wall_asks_writers_nothing_and_others_everything() throws IOException {
        try (TestSite site = site(Access.OPEN, Optional.of(tokens))) {
            assertThat(site.ask("GET", "/write").body()).isEqualTo("nobody []");
            assertThat(site.ask("GET", "/remove").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, 200",
        "http://127.0.0.1:8000, 200",
        "http://[::1]:8000, 200",
        "https://example.org, 403",
        "http://127.0.0.1.example.org, 403",
        "http://localhost.example.org:8000, 403",
        "null, 403",
    })
    void an_open_wall_on_loopback_takes_no_posts_from_pages_elsewhere(String origin, int status) throws IOException {
        try (TestSite site = site(Access.OPEN, Optional.of(tokens))) {
            assertThat(site.ask("GET", "/write", "Origin: " + origin).status()).isEqualTo(status);
        }
    }

    @Test
    void without_a_key_no_token_is_good() throws IOException {
        try (TestSite site = site(Access.OPEN, Optional.empty())) {
            assertThat(site.ask("GET", "/remove", bearer("moderate")).status()).isEqualTo(401);
        }
    }

    private String bearer(String... scopes) {
        return "Authorization: Bearer " + tokens.issue("ann", List.of(scopes), Duration.ofMinutes(1));
    }

    private static TestSite site(Access access, Optional<Tokens> tokens) {
        Guards guards = new Guards(access, true, tokens);
        return new TestSite(
                new Cors(false),
                Endpoint.get("/write", guards.writer("wall").before(GuardsTest::name)),
                Endpoint.get("/remove", guards.holder("moderate", "wall").before(GuardsTest::name)));
    }

    private static void name(io.vertx.ext.web.RoutingContext context) {
        Caller caller = Caller.of(context);
        context.response().end(caller.subject().orElse("nobody") + " " + caller.scopes());
    }
}
