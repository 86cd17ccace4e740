package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.RawClient.Answer;
import org.slf4j.LoggerFactory;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FailuresTest {
    private static TestSite site;

    @BeforeAll
    static void start() {
        site = new TestSite(
                new Cors(false),
                fails(
                        "/invalid",
                        ApiException.invalid(List.of(new FieldError("a.b", "is bad"), new FieldError("c", "too")))),
                fails(
                        "/unavailable",
                        ApiException.unavailable("No store.", Duration.ofMillis(1500), new IOException("x"))),
                fails("/many", ApiException.tooMany("Slow down.", Duration.ZERO)),
                fails("/unauthorized", ApiException.unauthorized("Who?", "Bearer")),
                fails("/conflict", ApiException.conflict("No.")),
                fails("/foreign", new HttpException(418, "inner words")),
                fails("/bug", new IllegalArgumentException("inner words")),
                Endpoint.get("/half", context -> {
                    context.response().setChunked(true).write("half");
                    context.fail(new IllegalStateException("broke off"));
                }));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void a_failure_is_found_in_the_log_under_the_number_that_the_caller_gave() throws IOException {
        List<ILoggingEvent> events = logged(() -> {
            Answer answer = site.ask("GET", "/bug", "X-Request-Id: tg-1-2");
            assertThat(answer.header("X-Request-Id")).isEqualTo("tg-1-2");
            assertThat(answer.body()).contains("number tg-1-2").doesNotContain("inner words");
        });
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getKeyValuePairs().get(0).key).isEqualTo("request_id");
            assertThat(event.getKeyValuePairs().get(0).value).isEqualTo("tg-1-2");
            assertThat(event.getFormattedMessage()).isEqualTo("GET /bug failed");
        });
    }

    @Test
    void a_failure_without_a_harmless_number_gets_one() throws IOException {
        List<ILoggingEvent> events = logged(() -> {
            Answer answer = site.ask("GET", "/bug", "X-Request-Id: <script>");
            assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{16}");
            assertThat(answer.body()).contains(answer.header("X-Request-Id")).doesNotContain("script");
        });
        assertThat(String.valueOf(events.get(0).getKeyValuePairs().get(0).value))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void an_answer_that_broke_off_and_one_that_is_not_possible_now_are_logged_with_their_numbers() throws IOException {
        List<ILoggingEvent> events = logged(() -> {
            assertThat(site.ask("GET", "/unavailable", "X-Request-Id: one").status())
                    .isEqualTo(503);
            try (RawClient client = new RawClient(site.port())) {
                client.send("GET /half HTTP/1.1\r\nHost: wall\r\nX-Request-Id: two\r\n\r\n");
                client.rest();
            }
        });
        assertThat(events)
                .extracting(event -> event.getKeyValuePairs().get(0).value)
                .containsExactly("one", "two");
    }

    @Test
    void refusals_without_a_route_give_the_number_back_too() throws IOException {
        assertThat(site.ask("GET", "/nowhere", "X-Request-Id: abc").header("X-Request-Id"))
                .isEqualTo("abc");
        assertThat(RawClient.once(site.port(), "GET /bug HTTP/1.1\r\nX-Request-Id: no-host\r\n\r\n")
                        .header("X-Request-Id"))
                .isEqualTo("no-host");
    }

    private interface Asking {
        void run() throws IOException;
    }

    /** What is logged, at any level, while something is asked. */
    private static List<ILoggingEvent> logged(Asking asking) throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(events);
        try {
            asking.run();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(null);
        }
        return List.copyOf(events.list);
    }

    @Test
    void every_wrong_field_is_named() throws IOException {
        Answer answer = site.ask("GET", "/invalid");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Unprocessable Entity")
                        .put("status", 422)
                        .put("detail", "2 fields are wrong.")
                        .put(
                                "errors",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("field", "a.b")
                                                .put("message", "is bad"))
                                        .add(new JsonObject().put("field", "c").put("message", "too"))));
    }

    @Test
    void waiting_times_are_whole_seconds_and_never_too_short() throws IOException {
        assertThat(site.ask("GET", "/unavailable").status()).isEqualTo(503);
        assertThat(site.ask("GET", "/unavailable").header("Retry-After")).isEqualTo("2");
        assertThat(site.ask("GET", "/many").status()).isEqualTo(429);
        assertThat(site.ask("GET", "/many").header("Retry-After")).isEqualTo("1");
    }

    @Test
    void an_unknown_caller_is_challenged() throws IOException {
        assertThat(site.ask("GET", "/unauthorized").status()).isEqualTo(401);
        assertThat(site.ask("GET", "/unauthorized").header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_conflict_has_no_errors_and_no_headers_of_others() throws IOException {
        Answer answer = site.ask("GET", "/conflict");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).doesNotContain("errors");
        assertThat(answer.header("Retry-After") + answer.header("Allow") + answer.header("WWW-Authenticate"))
                .isEmpty();
    }

    @Test
    void words_of_others_are_not_passed_on() throws IOException {
        assertThat(site.ask("GET", "/foreign").status()).isEqualTo(418);
        assertThat(site.ask("GET", "/foreign").body()).doesNotContain("inner");
        assertThat(site.ask("GET", "/bug").status()).isEqualTo(500);
        assertThat(site.ask("GET", "/bug").body()).doesNotContain("inner");
    }

    @Test
    void head_of_a_failure_has_no_body() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send("HEAD /conflict HTTP/1.1\r\nHost: wall\r\nConnection: close\r\n\r\n");
            byte[] all = client.rest();
            assertThat(new String(all, java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 409")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void an_answer_that_breaks_off_is_not_made_to_look_whole() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send("GET /half HTTP/1.1\r\nHost: wall\r\n\r\n");
            String all = new String(client.rest(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(all).doesNotContain("broke off").doesNotEndWith("0\r\n\r\n");
        }
    }

    private static Endpoint fails(String path, RuntimeException failure) {
        return Endpoint.get(path, context -> context.fail(failure));
    }
}
