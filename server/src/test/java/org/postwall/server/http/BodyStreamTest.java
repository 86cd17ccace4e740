package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.server.http.RawClient.Answer;

/** Bodies of any type, in pieces of eight bytes and up to thirty. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyStreamTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final String POST = "POST /body HTTP/1.1\r\nHost: wall\r\n";

    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Function<Buffer, Future<Void>> use = bytes -> Future.succeededFuture();
    private volatile Context loop;
    private final BodyStream small = new BodyStream(30, 8, PATIENCE);
    private final BodyStream large = new BodyStream(60_000_000, 100_000, PATIENCE);
    private final TestSite site = new TestSite(
            new Cors(false),
            Endpoint.post("/body", context -> read(small, context)),
            Endpoint.post("/large", context -> read(large, context)));

    private void read(BodyStream body, RoutingContext context) {
        body.read(context, bytes -> {
                    loop = Vertx.currentContext();
                    pieces.add(bytes.toString());
                    return use.apply(bytes);
                })
                .onSuccess(done -> context.response().end("read"))
                .onFailure(error -> {
                    failure.set(error);
                    context.fail(error);
                });
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "7, 1, 7", "8, 1, 8", "9, 2, 1", "16, 2, 8", "30, 4, 6"})
    void a_body_comes_in_pieces_whatever_it_is_framed_by(int length, int count, int last) throws IOException {
        String body = "abcdefghijklmnopqrstuvwxyz0123".substring(0, length);
        assertThat(post("Content-Length: " + length + "\r\n\r\n" + body).body()).isEqualTo("read");
        assertThat(String.join("", pieces)).isEqualTo(body);
        assertThat(pieces).hasSize(count);
        if (count > 0) {
            assertThat(pieces.get(count - 1)).hasSize(last);
        }
        pieces.clear();
        String chunk = length == 0 ? "" : Integer.toHexString(length) + "\r\n" + body + "\r\n";
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n")
                        .body())
                .isEqualTo("read");
        assertThat(String.join("", pieces)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 31~Expect: 100-continue, 413",
        "Content-Length: 99999999999, 413",
        "Content-Length: 5~Content-Encoding: gzip, 415",
        "Content-Length: 5~Expect: tea, 417",
    })
    void a_head_that_is_not_good_is_refused_before_the_body(String head, int status) throws IOException {
        Answer answer = post(head.replace("~", "\r\n") + "\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(pieces).isEmpty();
    }

    @Test
    void a_body_that_is_welcome_is_asked_for_whatever_its_type() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send(POST + "Content-Type: image/jpeg\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            client.send("ab");
            assertThat(client.answer().body()).isEqualTo("read");
        }
    }

    @Test
    void a_chunked_body_of_one_byte_more_is_too_large() throws IOException {
        Answer answer = post("Transfer-Encoding: chunked\r\n\r\n1f\r\n" + "x".repeat(31) + "\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void chunks_that_are_none_are_refused() throws IOException {
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\nzz\r\nhello\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_stops_is_given_up() throws IOException {
        Answer answer = post("Content-Length: 20\r\n\r\n0123456789");
        assertThat(answer.status()).isEqualTo(408);
        assertThat(pieces).containsExactly("01234567");
    }

    @Test
    void a_large_body_has_more_time_than_a_small_one() throws Exception {
        int part = BodyStream.PACE;
        try (RawClient client = new RawClient(site.port())) {
            client.send("POST /large HTTP/1.1\r\nHost: wall\r\nContent-Length: " + 3 * part + "\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                client.send("x".repeat(part));
                TimeUnit.MILLISECONDS.sleep(
                        400); // how slow it comes is what is tested: 1.2 s, where a small one has 0.5 s
            }
            assertThat(client.answer().body()).isEqualTo("read");
        }
        assertThat(String.join("", pieces)).hasSize(3 * part);
    }

    @Test
    void nothing_is_read_while_a_piece_is_in_use() throws IOException {
        Promise<Void> used = Promise.promise();
        use = bytes -> used.future();
        try (RawClient client = new RawClient(site.port())) {
            client.send("POST /large HTTP/1.1\r\nHost: wall\r\nContent-Length: 300000\r\n\r\n");
            client.send("x".repeat(300_000));
            await().until(() -> !pieces.isEmpty());
            assertThat(pieces).hasSize(1);
            loop.runOnContext(go -> used.complete());
            assertThat(client.answer().body()).isEqualTo("read");
        }
        assertThat(pieces).hasSize(3).allSatisfy(piece -> assertThat(piece).hasSize(100_000));
    }

    @Test
    void a_client_has_to_wait_while_a_piece_is_in_use() throws Exception {
        Promise<Void> used = Promise.promise();
        use = bytes -> used.future();
        int length = 60_000_000; // more than the kernel takes on both sides
        try (RawClient client = new RawClient(site.port())) {
            client.send("POST /large HTTP/1.1\r\nHost: wall\r\nContent-Length: " + length + "\r\n\r\n");
            AtomicLong gone = new AtomicLong();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (; gone.get() < length; gone.addAndGet(100_000)) {
                        client.send(new byte[100_000]);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            AtomicLong before = new AtomicLong();
            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> gone.get() > 0 && gone.get() == before.getAndSet(gone.get()));
            assertThat(gone.get()).isLessThan(length);
            loop.runOnContext(go -> used.complete());
            assertThat(client.answer().body()).isEqualTo("read");
            sent.get(10, TimeUnit.SECONDS);
        }
        assertThat(pieces).hasSize(600);
    }

    @Test
    void what_goes_wrong_with_a_piece_ends_the_reading() throws IOException {
        use = bytes -> Future.failedFuture(ApiException.unavailable("No room.", Duration.ofSeconds(3)));
        Answer answer = post("Content-Length: 20\r\n\r\n" + "x".repeat(20));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(pieces).hasSize(1);
        use = bytes -> {
            throw new IllegalStateException("a bug");
        };
        assertThat(post("Content-Length: 20\r\n\r\n" + "x".repeat(20)).status()).isEqualTo(500);
    }

    @Test
    void a_client_who_goes_away_ends_the_reading_also_while_a_piece_is_in_use() throws IOException {
        use = bytes -> Promise.<Void>promise().future();
        try (RawClient client = new RawClient(site.port())) {
            client.send(POST + "Content-Length: 20\r\n\r\n0123456789");
            await().until(() -> !pieces.isEmpty());
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> failure.get() != null);
        assertThat(failure.get()).isNotInstanceOf(ApiException.class);
    }

    @Test
    void the_connection_is_good_for_another_request_afterwards() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            for (int i = 0; i < 3; i++) {
                client.send(POST + "Content-Length: 16\r\n\r\n0123456789abcdef");
                assertThat(client.answer().body()).isEqualTo("read");
            }
        }
        assertThat(pieces).hasSize(6);
    }

    private Answer post(String rest) throws IOException {
        return RawClient.once(site.port(), POST + rest);
    }
}
