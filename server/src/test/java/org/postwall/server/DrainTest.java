package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.RawClient;
import org.postwall.server.http.RawClient.Answer;

/** A server that is told to stop while it is in use. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DrainTest {
    /** On a busy machine a test may stand still for seconds; what it asks must come before the end all the same. */
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private static final String READY = "GET /health/ready HTTP/1.1\r\nHost: wall\r\n\r\n";
    private static final String PAGE = "GET /api/v1/messages HTTP/1.1\r\nHost: wall\r\n\r\n";

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private RunningServer server = RunningServer.draining(DRAIN);

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void clients_that_turn_away_when_it_is_not_ready_any_more_lose_nothing() throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread client = new Thread(() -> useWhileReady());
            client.start();
            clients.add(client);
        }
        await().until(() -> answered.get() > 200);
        int before = answered.get();
        Future<Void> stopped = server.app().stop();
        for (Thread client : clients) {
            client.join(DRAIN.toMillis());
            assertThat(client.isAlive()).isFalse();
        }
        assertThat(stopped.isComplete()).isFalse();
        assertThat(troubles).isEmpty();
        assertThat(answered.get()).isGreaterThanOrEqualTo(before);
        RunningServer.await(stopped);
    }

    @Test
    void meanwhile_new_connections_are_answered_once_and_then_no_more() throws Exception {
        Future<Void> stopped = server.app().stop();
        assertThat(RawClient.once(server.port(), READY).body()).contains("\"stopping\"");
        try (RawClient client = new RawClient(server.port())) {
            client.send(PAGE);
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(stopped.isComplete()).isFalse();
        RunningServer.await(stopped);
        await().until(this::refuses);
    }

    @Test
    void streams_end_as_they_should() throws Exception {
        try (RawClient reader = new RawClient(server.port())) {
            reader.send("GET /api/v1/messages/stream HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(reader.answer().status()).isEqualTo(200);
            Future<Void> stopped = server.app().stop();
            assertThat(server.post("while it drains").statusCode()).isEqualTo(200);
            assertThat(new String(reader.rest(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("while it drains")
                    .endsWith("0\r\n\r\n");
            RunningServer.await(stopped);
        }
    }

    @Test
    void by_default_nothing_is_awaited() throws Exception {
        server.close();
        server = RunningServer.draining(Duration.ZERO);
        long began = System.nanoTime();
        RunningServer.await(server.app().stop());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DRAIN);
        assertThat(refuses()).isTrue();
    }

    private void useWhileReady() {
        try {
            while (server.get("/health/ready").statusCode() == 200) {
                note(server.get("/api/v1/messages?range=5"));
                note(server.post("under load"));
            }
        } catch (Exception e) {
            troubles.add(e.toString());
        }
    }

    private void note(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            answered.incrementAndGet();
        } else {
            troubles.add(answer.statusCode() + " " + answer.body());
        }
    }

    private boolean refuses() {
        try (RawClient client = new RawClient(server.port())) {
            client.send(READY);
            return client.isClosed();
        } catch (java.io.IOException e) {
            return true;
        }
    }
}
