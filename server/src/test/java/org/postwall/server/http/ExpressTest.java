package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.http.RawClient.Answer;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpressTest {
    private static TestSite site;

    @BeforeAll
    static void start() {
        site = new TestSite(
                new Cors(false),
                Endpoint.direct("/page", (request, failed) -> request.response().end("page of " + request.query())),
                Endpoint.direct("/late", (request, failed) -> failed.handle(ApiException.notFound("Not there."))),
                Endpoint.direct("/bug", (request, failed) -> {
                    throw new IllegalStateException("inner words");
                }),
                Endpoint.get("/pages", context -> context.response().end("other")));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page?x=1", "/page/?x=1", "/%70age?x=1", "http://wall/page?x=1"})
    void every_spelling_of_the_path_gets_the_same_answer(String target) throws IOException {
        assertThat(site.ask("GET", target).body()).isEqualTo("page of x=1");
    }

    @Test
    void a_target_without_a_query_is_taken_too() throws IOException {
        assertThat(site.ask("GET", "/page").body()).isEqualTo("page of null");
    }

    @Test
    void a_longer_path_is_another() throws IOException {
        assertThat(site.ask("GET", "/pages").body()).isEqualTo("other");
        assertThat(site.ask("GET", "/page2").status()).isEqualTo(404);
    }

    @Test
    void other_methods_find_what_the_router_says() throws IOException {
        assertThat(site.ask("HEAD", "/page").status()).isEqualTo(200);
        Answer wrong = site.ask("POST", "/page");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void the_answer_has_what_every_answer_has() throws IOException {
        Answer answer = site.ask("GET", "/page", "X-Request-Id: tg-1-2", "Origin: https://elsewhere.example");
        assertThat(answer.header("X-Request-Id")).isEqualTo("tg-1-2");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void a_failure_becomes_a_problem_and_a_bug_says_nothing_of_itself() throws IOException {
        Answer late = site.ask("GET", "/late");
        assertThat(late.status()).isEqualTo(404);
        assertThat(late.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(late.body()).contains("Not there.");
        Answer bug = site.ask("GET", "/bug");
        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.body()).doesNotContain("inner words");
    }
}
