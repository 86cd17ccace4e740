package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.RunningServer;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Site;
import org.postwall.server.store.MemoryMongo;
import org.postwall.server.store.MongoStore;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WallRoutesTest {
    private static final String LIST = "/api/v1/messages";

    private final Vertx vertx = Vertx.vertx();
    private final MemoryMongo mongo = new MemoryMongo();
    private MongoStore store;
    private HttpServer server;
    private WebClient client;

    @BeforeEach
    void start() throws Exception {
        Promise<HttpServer> started = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            store = MongoStore.open(vertx, mongo.settings("wall"));
            WallParts parts = new WallParts(
                    vertx,
                    store,
                    Optional.empty(),
                    RunningServer.SCRATCH,
                    Clock.systemUTC(),
                    new SimpleMeterRegistry());
            parts.start()
                    .compose(ready -> listen(new WallRoutes(parts.wall(), Clock.systemUTC())))
                    .onComplete(started);
        });
        server = await(started.future());
        client = WebClient.create(vertx);
    }

    private Future<HttpServer> listen(WallRoutes routes) {
        JsonBody body = new JsonBody(Duration.ofSeconds(10));
        RouteTable table = new RouteTable(List.of(
                Endpoint.direct(LIST, routes::page),
                Endpoint.get(LIST + "/stream", routes::stream),
                Endpoint.get(LIST + "/:id", routes::one),
                Endpoint.post(LIST, body.before(routes::post))));
        return new Site(vertx, table, new Cors(false)).listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() throws Exception {
        await(server.close());
        await(store.close());
        await(vertx.close());
        mongo.close();
    }

    @Test
    void a_post_is_numbered_and_shown_newest_first() throws Exception {
        assertThat(post("first").getLong("id")).isEqualTo(1);
        assertThat(post("second").getLong("id")).isEqualTo(2);
        JsonObject page = get("?start=0&range=10");
        assertThat(page.getInteger("total_count")).isEqualTo(2);
        JsonArray messages = page.getJsonArray("messages");
        assertThat(messages.getJsonObject(0).getString("message")).isEqualTo("second");
        assertThat(messages.getJsonObject(1))
                .isEqualTo(new JsonObject()
                        .put("id", 1)
                        .put("user", "Ann Lee")
                        .put("timestamp", "2026-11-21T10:00:00+03:00")
                        .put("message", "first"));
    }

    @Test
    void every_wrong_field_is_named() throws Exception {
        JsonObject body = new JsonObject()
                .put("user", new JsonObject().put("userId", 1.5))
                .put("message", new JsonObject().put("message", "  ").put("timestamp", "soon"));
        HttpResponse<Buffer> answer = await(request().sendJsonObject(body));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("field")))
                .containsExactly("user.userId", "user.first_name", "message.message", "message.timestamp");
    }

    @Test
    void a_repeated_key_gets_the_same_number_and_another_body_is_refused() throws Exception {
        long first = keyed("k", "text").bodyAsJsonObject().getLong("id");
        assertThat(keyed("k", "text").bodyAsJsonObject().getLong("id")).isEqualTo(first);
        assertThat(keyed("k", "other").statusCode()).isEqualTo(422);
        assertThat(get("").getInteger("total_count")).isEqualTo(1);
    }

    @Test
    void parameters_that_are_no_numbers_are_named() throws Exception {
        HttpResponse<Buffer> answer = raw("?start=-1&range=x&before=0");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("field")))
                .containsExactly("before", "start", "range");
    }

    @Test
    void a_start_beyond_the_end_shows_nothing_however_far() throws Exception {
        post("only");
        JsonObject page = get("?start=99999999999999999999999&range=5");
        assertThat(page.getJsonArray("messages")).isEmpty();
        assertThat(page.getInteger("total_count")).isEqualTo(1);
    }

    @Test
    void a_range_below_one_is_everything_and_before_does_not_shift() throws Exception {
        for (int i = 1; i <= 5; i++) {
            post("text " + i);
        }
        assertThat(get("?start=2&range=-7").getJsonArray("messages")).hasSize(3);
        String older = get("?before=4&range=2").encode();
        post("another");
        assertThat(get("?before=4&range=2").getJsonArray("messages"))
                .isEqualTo(new JsonObject(older).getJsonArray("messages"));
        assertThat(get("?before=4&range=2&start=1")
                        .getJsonArray("messages")
                        .getJsonObject(0)
                        .getInteger("id"))
                .isEqualTo(2);
    }

    @Test
    void an_unchanged_page_is_not_sent_again() throws Exception {
        post("first");
        String tag = raw("?range=1").getHeader("ETag");
        HttpResponse<Buffer> again = await(client.get(server.actualPort(), "127.0.0.1", LIST + "?range=1")
                .putHeader("If-None-Match", "W/" + tag + ", \"other\"")
                .send());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isNull();
        post("second");
        HttpResponse<Buffer> changed = await(client.get(server.actualPort(), "127.0.0.1", LIST + "?range=1")
                .putHeader("If-None-Match", tag)
                .send());
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.getHeader("ETag")).isNotEqualTo(tag);
    }

    @Test
    void HEAD_tells_the_length_and_sends_nothing() throws Exception {
        post("first");
        HttpResponse<Buffer> head = await(
                client.head(server.actualPort(), "127.0.0.1", LIST + "?range=1").send());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.getHeader("Content-Length"))
                .isEqualTo(Integer.toString(raw("?range=1").body().length()));
        assertThat(head.body()).isNull();
    }

    @Test
    void one_message_is_shown_as_in_the_list_and_others_are_not_found() throws Exception {
        post("first");
        assertThat(get("/1")).isEqualTo(get("").getJsonArray("messages").getJsonObject(0));
        assertThat(raw("/2").statusCode()).isEqualTo(404);
        assertThat(raw("/0").statusCode()).isEqualTo(404);
        assertThat(raw("/99999999999999999999999").statusCode()).isEqualTo(404);
        assertThat(raw("/first").statusCode()).isEqualTo(422);
    }

    @Test
    void text_comes_out_as_it_went_in() throws Exception {
        String odd = "\u0000\u001f\"\\</script>\u2028 \ud83d\ude00 \u202e e\u0301 {\"$oid\":1}";
        post(odd);
        assertThat(get("/1").getString("message")).isEqualTo(odd);
    }

    @Test
    void half_a_surrogate_pair_and_too_long_texts_are_refused() throws Exception {
        for (String text : List.of("\ud83d", "x".repeat(4097), "\u00a0\n")) {
            assertThat(await(request().sendJsonObject(body(text))).statusCode()).isEqualTo(422);
        }
        assertThat(post("x".repeat(4096)).getLong("id")).isEqualTo(1);
    }

    @Test
    void the_stream_sends_what_is_new_and_what_was_missed() throws Exception {
        post("first");
        post("second");
        AtomicReference<String> resumed = stream("1");
        AtomicReference<String> fresh = stream("");
        Awaitility.await().until(() -> resumed.get().contains("\"second\""));
        post("third");
        Awaitility.await()
                .until(() -> resumed.get().contains("third") && fresh.get().contains("third"));
        assertThat(resumed.get()).contains("id: 2\ndata: {\"id\":2,").doesNotContain("first");
        assertThat(fresh.get()).contains("id: 3\ndata: " + get("/3").encode() + "\n\n");
    }

    @Test
    void a_stream_after_nonsense_is_refused() throws Exception {
        assertThat(raw("/stream?lastEventId=soon").statusCode()).isEqualTo(422);
    }

    private AtomicReference<String> stream(String after) throws Exception {
        AtomicReference<String> heard = new AtomicReference<>("");
        await(vertx.createHttpClient()
                .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", LIST + "/stream")
                .compose(request -> {
                    if (!after.isEmpty()) {
                        request.putHeader("Last-Event-ID", after);
                    }
                    // On the event loop, before any of the body can come: from here the first event could be missed.
                    return request.send().map(response -> {
                        assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
                        return response.handler(bytes -> heard.updateAndGet(before -> before + bytes));
                    });
                }));
        return heard;
    }

    private HttpResponse<Buffer> raw(String rest) throws Exception {
        return await(client.get(server.actualPort(), "127.0.0.1", LIST + rest).send());
    }

    private HttpResponse<Buffer> keyed(String key, String text) throws Exception {
        return await(request().putHeader("Idempotency-Key", key).sendJsonObject(body(text)));
    }

    private HttpRequest<Buffer> request() {
        return client.post(server.actualPort(), "127.0.0.1", LIST);
    }

    private JsonObject post(String text) throws Exception {
        return await(request().sendJsonObject(body(text))).bodyAsJsonObject();
    }

    private JsonObject get(String query) throws Exception {
        return await(client.get(server.actualPort(), "127.0.0.1", LIST + query).send())
                .bodyAsJsonObject();
    }

    private static JsonObject body(String text) {
        return new JsonObject()
                .put(
                        "user",
                        new JsonObject()
                                .put("userId", 7)
                                .put("first_name", "Ann")
                                .put("last_name", "Lee"))
                .put("message", new JsonObject().put("message", text).put("timestamp", "2026-11-21T10:00:00+03:00"));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
