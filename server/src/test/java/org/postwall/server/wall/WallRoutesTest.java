package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Site;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WallRoutesTest {
    private static final String LIST = "/api/v1/messages";

    private final Vertx vertx = Vertx.vertx();
    private final MongoServer mongo = new MongoServer(new MemoryBackend());
    private MongoStore store;
    private HttpServer server;
    private WebClient client;

    @BeforeEach
    void start() throws Exception {
        InetSocketAddress address = mongo.bind();
        Promise<HttpServer> started = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            store = MongoStore.open(
                    vertx,
                    new MongoSettings(
                            Optional.empty(),
                            address.getHostString(),
                            address.getPort(),
                            "wall",
                            Optional.empty(),
                            Optional.empty()));
            WallParts parts =
                    new WallParts(vertx, store, Optional.empty(), Clock.systemUTC(), new SimpleMeterRegistry());
            parts.start()
                    .compose(ready -> listen(new WallRoutes(parts.wall(), Clock.systemUTC())))
                    .onComplete(started);
        });
        server = await(started.future());
        client = WebClient.create(vertx);
    }

    private Future<HttpServer> listen(WallRoutes routes) {
        JsonBody body = new JsonBody(Duration.ofSeconds(10));
        RouteTable table = new RouteTable(
                List.of(Endpoint.get(LIST, routes::page), Endpoint.post(LIST, body.before(routes::post))));
        return new Site(vertx, table, new Cors(false)).listen("127.0.0.1", 0);
    }

    @AfterEach
    void stop() throws Exception {
        await(server.close());
        await(store.close());
        await(vertx.close());
        mongo.shutdownNow();
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
