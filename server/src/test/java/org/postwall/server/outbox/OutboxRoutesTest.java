package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.RunningServer;
import org.postwall.server.security.Access;

/** The outbox over HTTP, of a whole server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxRoutesTest {
    private final RunningServer server = RunningServer.start(Access.TOKEN);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void of_an_outbox_that_never_sent_nothing_is_shown() throws Exception {
        HttpResponse<String> answer = get("/api/v1/outbox");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("{\"bots\": [], \"sources\": []}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/outbox", "/api/v1/outbox/stream"})
    void without_mongodb_the_client_is_told_when_to_come_again(String path) throws Exception {
        server.loseStore();
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.fieldNames()).containsExactlyInAnyOrder("type", "title", "status", "detail");
        assertThat(problem.getInteger("status")).isEqualTo(503);
        assertThat(problem.getString("title")).isEqualTo("Service Unavailable");
        assertThat(problem.getString("detail")).as("no insides").isEqualTo("The store doesn't answer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/outbox", "/api/v1/outbox/stream"})
    void without_mongodb_a_caller_without_a_token_is_told_nothing_else_than_before(String path) throws Exception {
        server.loseStore();
        assertThat(server.get(path).statusCode()).isEqualTo(401);
        String wall = "Bearer " + server.token("ann", "wall");
        assertThat(server.get(path, "Authorization", wall).statusCode()).isEqualTo(403);
    }

    @Test
    void metrics_are_there_before_anything_is_sent() throws Exception {
        assertThat(server.get("/metrics").body())
                .contains("postwall_outbox_deliveries_total{outcome=\"sent\",reason=\"none\"} 0.0")
                .contains("postwall_outbox_deliveries_total{outcome=\"failed\",reason=\"refused\"} 0.0")
                .contains("postwall_outbox_corrections_total{kind=\"edit\",outcome=\"done\"} 0.0")
                .contains("postwall_outbox_takeovers_total{from=\"dead\"} 0.0")
                .contains("postwall_outbox_floods_total 0.0")
                .contains("postwall_outbox_silent_seconds_total 0.0")
                .contains("postwall_outbox_waiting{lane=\"bulk\"} 0.0")
                .contains("postwall_outbox_in_flight 0.0")
                .contains("postwall_outbox_sources_running 0.0")
                .contains("postwall_outbox_bots_owned 0.0")
                .contains("postwall_outbox_bots_stopped 0.0");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.get(path, "Authorization", "Bearer " + server.token("ann", "broadcast"));
    }
}
