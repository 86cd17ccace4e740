package org.postwall.telegram.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Await;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HealthTest {
    private static final Future<Void> UP = Future.succeededFuture();
    private static final Future<Void> DOWN = Future.failedFuture("gone");

    private volatile Future<Void> store = UP;
    private volatile Future<Void> cache = UP;
    private volatile boolean moving = true;
    private volatile JsonObject details = new JsonObject();
    private final Health health = new Health(
            List.of(
                    new Dependency("store", true, () -> store, () -> details),
                    new Dependency("cache", false, () -> checked(cache))),
            () -> moving);
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = WebClient.create(vertx);
    private HttpServer server;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.get("/live").handler(health::live);
        router.get("/ready").handler(health::ready);
        server = Await.result(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    @Test
    void with_everything_there_it_is_ready() {
        assertReady(200, "ready", "up", "up");
    }

    @Test
    void without_what_it_can_do_without_it_is_degraded() {
        cache = DOWN;
        assertReady(200, "degraded", "up", "down");
    }

    @Test
    void without_what_it_needs_it_is_unavailable_for_a_while() {
        store = DOWN;
        assertReady(503, "unavailable", "down", "up");
        assertThat(ask("/ready").getHeader("Retry-After")).isEqualTo("1");
        store = UP;
        assertReady(200, "ready", "up", "up");
    }

    @Test
    void what_does_not_answer_is_down() {
        store = Promise.<Void>promise().future();
        assertReady(503, "unavailable", "down", "up");
    }

    @Test
    void a_check_that_throws_is_down() {
        cache = null;
        assertReady(200, "degraded", "up", "down");
    }

    @Test
    void while_it_stops_it_is_not_ready_but_lives() {
        health.stopping();
        assertReady(503, "stopping", "up", "up");
        assertThat(ask("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void it_lives_without_anything() {
        store = DOWN;
        assertThat(ask("/live").bodyAsJsonObject()).isEqualTo(new JsonObject().put("status", "live"));
    }

    @Test
    void what_goes_on_no_more_lives_no_more() {
        moving = false;
        assertThat(ask("/live").statusCode()).isEqualTo(503);
        assertThat(ask("/live").bodyAsJsonObject().getString("status")).isEqualTo("stuck");
        moving = true;
        assertThat(ask("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void details_stand_beside_up_and_down() {
        details = new JsonObject().put("trouble", "on fire");
        store = DOWN;
        assertThat(ask("/ready")
                        .bodyAsJsonObject()
                        .getJsonObject("dependencies")
                        .getJsonObject("store"))
                .isEqualTo(new JsonObject().put("status", "down").put("trouble", "on fire"));
    }

    private HttpResponse<Buffer> ask(String path) {
        return Await.result(client.get(server.actualPort(), "127.0.0.1", path).send());
    }

    private static Future<Void> checked(Future<Void> answer) {
        if (answer == null) {
            throw new IllegalStateException("closed");
        }
        return answer;
    }

    private void assertReady(int code, String status, String storeStatus, String cacheStatus) {
        HttpResponse<Buffer> answer = ask("/ready");
        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("status", status)
                        .put(
                                "dependencies",
                                new JsonObject()
                                        .put("store", new JsonObject().put("status", storeStatus))
                                        .put("cache", new JsonObject().put("status", cacheStatus))));
    }
}
