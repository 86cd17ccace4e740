package org.postwall.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.RawClient.Answer;
import org.postwall.server.http.TestSite;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HealthTest {
    private static final Future<Void> UP = Future.succeededFuture();
    private static final Future<Void> DOWN = Future.failedFuture("gone");

    private volatile Future<Void> store = UP;
    private volatile Future<Void> cache = UP;
    private final Health health = new Health(
            List.of(new Dependency("store", true, () -> store), new Dependency("cache", false, () -> checked(cache))));
    private final TestSite site =
            new TestSite(new Cors(false), Endpoint.get("/live", health::live), Endpoint.get("/ready", health::ready));

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void with_everything_there_it_is_ready() throws IOException {
        assertReady(200, "ready", "up", "up");
    }

    @Test
    void without_what_it_can_do_without_it_is_degraded() throws IOException {
        cache = DOWN;
        assertReady(200, "degraded", "up", "down");
    }

    @Test
    void without_what_it_needs_it_is_unavailable_for_a_while() throws IOException {
        store = DOWN;
        assertReady(503, "unavailable", "down", "up");
        assertThat(site.ask("GET", "/ready").header("Retry-After")).isEqualTo("1");
        store = UP;
        assertReady(200, "ready", "up", "up");
    }

    @Test
    void what_does_not_answer_is_down() throws IOException {
        store = Promise.<Void>promise().future();
        assertReady(503, "unavailable", "down", "up");
    }

    @Test
    void a_check_that_throws_is_down() throws IOException {
        cache = null;
        assertReady(200, "degraded", "up", "down");
    }

    @Test
    void while_it_stops_it_is_not_ready_but_lives() throws IOException {
        health.stopping();
        assertReady(503, "stopping", "up", "up");
        assertThat(site.ask("GET", "/live").status()).isEqualTo(200);
    }

    @Test
    void it_lives_without_anything() throws IOException {
        store = DOWN;
        assertThat(new JsonObject(site.ask("GET", "/live").body())).isEqualTo(new JsonObject().put("status", "live"));
    }

    private static Future<Void> checked(Future<Void> answer) {
        if (answer == null) {
            throw new IllegalStateException("closed");
        }
        return answer;
    }

    private void assertReady(int code, String status, String storeStatus, String cacheStatus) throws IOException {
        Answer answer = site.ask("GET", "/ready");
        assertThat(answer.status()).isEqualTo(code);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put("status", status)
                        .put(
                                "dependencies",
                                new JsonObject()
                                        .put("store", new JsonObject().put("status", storeStatus))
                                        .put("cache", new JsonObject().put("status", cacheStatus))));
    }
}
