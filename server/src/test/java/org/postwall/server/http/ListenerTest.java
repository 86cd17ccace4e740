package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofMillis(1500);
    private static final int DROPS = 10;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: wall\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void start() {
        Door door = new Door(this::answer, new Traffic());
        port = new Listener(vertx, PATIENCE, SILENCE)
                .listen("127.0.0.1", 0, door)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }

    /** "hello" at once, or at /drops a drop now and then for longer than anyone may be silent. */
    private void answer(HttpServerRequest request) {
        if (!request.path().equals("/drops")) {
            request.response().end("hello");
            return;
        }
        request.response().putHeader("Content-Length", Integer.toString(DROPS));
        AtomicInteger left = new AtomicInteger(DROPS);
        vertx.setPeriodic(SILENCE.dividedBy(5).toMillis(), timer -> {
            if (left.decrementAndGet() > 0) {
                request.response().write(".");
            } else {
                vertx.cancelTimer(timer);
                request.response().end("!");
            }
        });
    }

    @AfterEach
    void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "GET / HTTP/1.1\r\nHost: wall\r\n", "\r\n"})
    void who_does_not_finish_a_first_request_is_shown_out(String beginning) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(beginning);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\nHost: wall\r\n", "\r\n"})
    void who_does_not_finish_a_later_request_is_shown_out_too(String beginning) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(REQUEST);
            assertThat(client.answer().body()).isEqualTo("hello");
            client.send(beginning);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void who_sends_a_later_head_byte_by_byte_is_shown_out() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(REQUEST);
            assertThat(client.answer().body()).isEqualTo("hello");
            client.send("GET / HTTP/1.1\r\n");
            await().pollInterval(PATIENCE.dividedBy(6)).until(() -> isShownOutAfter(client, "X-Slow: 1\r\n"));
        }
    }

    @Test
    void a_body_that_comes_late_is_no_head() throws IOException {
        try (RawClient guest = new RawClient(port);
                RawClient stranger = new RawClient(port)) {
            guest.send("POST / HTTP/1.1\r\nHost: wall\r\nContent-Length: 5\r\n\r\n");
            assertThat(guest.answer().body()).isEqualTo("hello");
            guest.send("ab");
            assertThat(stranger.isClosed()).isTrue();
            guest.send("cde" + REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
        }
    }

    private static boolean isShownOutAfter(RawClient client, String more) {
        try {
            client.send(more);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void who_has_asked_once_may_take_time() throws IOException {
        try (RawClient guest = new RawClient(port);
                RawClient stranger = new RawClient(port)) {
            guest.send(REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
            assertThat(stranger.isClosed()).isTrue(); // By now the guest would have been shown out too.
            guest.send(REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void who_is_silent_for_too_long_after_an_answer_is_shown_out() throws IOException {
        try (RawClient guest = new RawClient(port)) {
            guest.send(REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
            assertThat(guest.isClosed()).isTrue();
        }
    }

    @Test
    void who_listens_to_a_long_answer_is_not_silent() throws IOException {
        try (RawClient guest = new RawClient(port)) {
            guest.send("GET /drops HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(guest.answer().body()).hasSize(DROPS).endsWith("!");
            guest.send(REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void who_talks_now_and_then_is_not_silent() throws IOException {
        try (RawClient guest = new RawClient(port)) {
            guest.send("POST / HTTP/1.1\r\nHost: wall\r\nContent-Length: " + DROPS + "\r\n\r\n");
            assertThat(guest.answer().body()).isEqualTo("hello");
            AtomicInteger sent = new AtomicInteger();
            await().pollInterval(SILENCE.dividedBy(5)).until(() -> {
                guest.send(".");
                return sent.incrementAndGet() == DROPS;
            });
            guest.send(REQUEST);
            assertThat(guest.answer().body()).isEqualTo("hello");
        }
    }
}
