package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be done with a message, and what followers who were away see of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrdersTest {
    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @BeforeEach
    void three_messages_for_somebody_who_left() {
        server.post("/users", chat());
        server.post("/followers/unfollow", chat());
        for (int i = 1; i <= 3; i++) {
            server.post("/messages", new JsonObject().put("text", "text " + i));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void an_order_is_handed_on_and_the_message_shown(Order order) {
        HttpResponse<Buffer> answer = server.post("/messages/2/" + order.text());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(server.get("/messages/2").bodyAsJsonObject());
        assertThat(server.dispatch.orders).containsExactly(order.text() + " 2");
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void what_is_not_possible_is_said_and_changes_nothing(Order order) {
        server.dispatch.possible = false;
        HttpResponse<Buffer> answer = server.post("/messages/2/" + order.text());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.bodyAsString()).contains("Message 2 can't be told to " + order.text());
        assertThat(missed()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void there_is_nothing_to_be_done_with_what_is_not_there(Order order) {
        assertThat(server.post("/messages/4/" + order.text()).statusCode()).isEqualTo(404);
        assertThat(server.post("/messages/four/" + order.text()).statusCode()).isEqualTo(422);
        assertThat(server.dispatch.orders).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PAUSE, 3", "RESUME, 3", "CANCEL, 2", "RECALL, 2", "RETRY, 3"})
    void who_comes_back_has_not_missed_what_was_called_off(Order order, long missed) {
        server.post("/messages/2/" + order.text());
        assertThat(missed()).isEqualTo(missed);
    }

    @Test
    void what_was_called_off_by_another_is_not_missed_either() {
        server.dispatch.progress.put(2L, progress("cancelled"));
        server.dispatch.possible = false;
        assertThat(server.post("/messages/2/cancel").statusCode()).isEqualTo(409);
        assertThat(missed()).isEqualTo(2);
    }

    @Test
    void without_a_store_an_order_is_not_followed() {
        server.loseStore();
        assertThat(server.post("/messages/2/cancel").statusCode()).isEqualTo(503);
        assertThat(server.dispatch.orders).isEmpty();
    }

    private static Progress progress(String status) {
        return new Progress(
                status,
                true,
                0,
                java.util.Map.of(),
                0,
                java.util.OptionalLong.empty(),
                java.util.Map.of(),
                java.util.Optional.empty());
    }

    private static JsonObject chat() {
        return new JsonObject().put("chat_id", 7);
    }

    private long missed() {
        return server.post("/followers/follow", chat()).bodyAsJsonObject().getLong("missed");
    }
}
