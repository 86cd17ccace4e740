package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.RawClient.Answer;

/** Streams of pictures, as a client sees them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotsTest {
    private static final String REQUEST = "GET /pictures HTTP/1.1\r\nHost: wall\r\nConnection: close\r\n\r\n";

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Future<JsonObject>> picture = new AtomicReference<>(picture(1, false));
    private final TestSite site = new TestSite(new Cors(false), Endpoint.get("/pictures", this::stream));

    @AfterEach
    void stop() {
        site.close();
    }

    private void stream(RoutingContext request) {
        request.request().connection().closeHandler(gone -> closed.set(true));
        Snapshots.stream(
                request,
                "picture",
                () -> {
                    looks.incrementAndGet();
                    return picture.get();
                },
                shown -> shown.getBoolean("last"));
    }

    @Test
    void one_comes_at_once_then_each_change_and_the_last_ends_it() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send(REQUEST);
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            await().until(() -> looks.get() >= 2);
            picture.set(picture(2, false));
            int seen = looks.get();
            await().until(() -> looks.get() >= seen + 2);
            picture.set(picture(2, true));
            assertThat(events(client.rest()))
                    .isEqualTo(event("{'n':1,'last':false}")
                            + event("{'n':2,'last':false}")
                            + event("{'n':2,'last':true}"));
        }
        assertThat(looks.get()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void what_is_over_is_one_event() throws IOException {
        picture.set(picture(9, true));
        try (RawClient client = new RawClient(site.port())) {
            client.send(REQUEST);
            client.answer();
            assertThat(events(client.rest())).isEqualTo(event("{'n':9,'last':true}"));
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void where_the_first_look_fails_there_is_no_stream() throws IOException {
        picture.set(Future.failedFuture(ApiException.notFound("There is no picture.")));
        Answer answer = site.ask("GET", "/pictures");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void a_later_look_that_fails_is_made_up_for() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send(REQUEST);
            client.answer();
            picture.set(Future.failedFuture("away"));
            int seen = looks.get();
            await().until(() -> looks.get() >= seen + 2);
            picture.set(picture(2, true));
            assertThat(events(client.rest())).endsWith(event("{'n':2,'last':true}"));
        }
    }

    @Test
    void nobody_looks_for_a_client_that_has_gone() throws IOException {
        try (RawClient client = new RawClient(site.port())) {
            client.send(REQUEST);
            client.answer();
        }
        await().untilTrue(closed);
        isLookedAtNoMore();
    }

    @Test
    void nobody_looks_for_a_client_that_was_gone_before_the_first_picture() throws IOException {
        Promise<JsonObject> slow = Promise.promise();
        picture.set(slow.future());
        try (RawClient client = new RawClient(site.port())) {
            client.send(REQUEST);
            await().until(() -> looks.get() == 1);
        }
        await().untilTrue(closed);
        picture.set(picture(2, false));
        slow.complete(new JsonObject().put("n", 1).put("last", false));
        isLookedAtNoMore();
    }

    private void isLookedAtNoMore() {
        int seen = looks.get();
        await().during(Duration.ofMillis(2500)).atMost(Duration.ofSeconds(8)).until(() -> looks.get() <= seen + 1);
        assertThat(looks.get()).isLessThanOrEqualTo(seen + 1);
    }

    private static Future<JsonObject> picture(int number, boolean last) {
        return Future.succeededFuture(new JsonObject().put("n", number).put("last", last));
    }

    private static String event(String data) {
        return "event: picture\ndata: " + data.replace('\'', '"') + "\n\n";
    }

    /** The chunks' contents, without their frames (RFC 9112, 7.1). */
    private static String events(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replaceAll("(?:^|\r\n)[0-9a-f]+\r\n(?:\r\n)?", "");
    }
}
