package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwall.server.broadcast.BroadcastServer.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.server.store.StoreFailure;

/** Who got a message, as JSON and as a table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecipientRoutesTest {
    private static final String HEAD = "chat_id,state,attempts,message_id,reason\r\n";

    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @BeforeEach
    void one_message() {
        server.post("/messages", new JsonObject().put("text", "hello"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void deliveries_are_shown_with_what_is_known_of_them() {
        server.dispatch.recipients.add(new Recipient(-5, "sent", 1, OptionalInt.of(70), Optional.empty()));
        server.dispatch.recipients.add(
                new Recipient(5, "failed", 2, OptionalInt.empty(), Optional.of("403 Forbidden")));
        assertThat(server.get("/messages/1/deliveries").bodyAsString())
                .isEqualTo("{\"deliveries\":["
                        + "{\"chat_id\":-5,\"state\":\"sent\",\"attempts\":1,\"message_id\":70},"
                        + "{\"chat_id\":5,\"state\":\"failed\",\"attempts\":2,\"reason\":\"403 Forbidden\"}]}");
    }

    @Test
    void a_list_can_be_narrowed() {
        states("sent", "failed", "sent", "failed", "sent");
        assertThat(chats("")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(chats("?state=failed")).containsExactly(2L, 4L);
        assertThat(chats("?after=2&limit=2")).containsExactly(3L, 4L);
        assertThat(chats("?state=sent&after=1&limit=1")).containsExactly(3L);
        assertThat(chats("?state=unknown")).isEmpty();
    }

    @Test
    void a_page_has_100_where_nothing_else_is_said() {
        server.dispatch.crowd = 150;
        assertThat(chats("")).hasSize(100);
        assertThat(chats("?limit=1000")).hasSize(150);
    }

    @ParameterizedTest
    @CsvSource({"state=SENT, state", "state=, state", "after=x, after", "limit=0, limit", "limit=1001, limit"})
    void a_wrong_parameter_is_named(String query, String field) {
        HttpResponse<Buffer> answer = server.get("/messages/1/deliveries?" + query);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void of_what_is_not_there_nothing_is_known() {
        assertThat(server.get("/messages/2/deliveries").statusCode()).isEqualTo(404);
        assertThat(await(server.csv("/messages/2/deliveries")).statusCode()).isEqualTo(404);
        assertThat(server.get("/messages/x/deliveries").statusCode()).isEqualTo(422);
    }

    @Test
    void a_table_has_quotes_doubled() {
        server.dispatch.recipients.add(new Recipient(-5, "sent", 1, OptionalInt.of(70), Optional.empty()));
        server.dispatch.recipients.add(
                new Recipient(5, "failed", 2, OptionalInt.empty(), Optional.of("400 said \"no\", twice\nand left")));
        HttpResponse<Buffer> answer = await(server.csv("/messages/1/deliveries"));
        assertThat(answer.bodyAsString())
                .isEqualTo(HEAD + "-5,sent,1,70,\r\n" + "5,failed,2,,\"400 said \"\"no\"\", twice\nand left\"\r\n");
        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(answer.getHeader("Content-Disposition")).contains("message-1.csv");
    }

    @Test
    void an_empty_table_has_a_head() {
        assertThat(await(server.csv("/messages/1/deliveries")).bodyAsString()).isEqualTo(HEAD);
    }

    @Test
    void a_table_can_be_narrowed_to_a_state() {
        states("sent", "failed", "sent");
        assertThat(await(server.csv("/messages/1/deliveries?state=failed")).bodyAsString())
                .isEqualTo(HEAD + "2,failed,1,,\r\n");
    }

    @ParameterizedTest
    @CsvSource({"999", "1000", "1001", "2000", "1000000"})
    void a_table_has_all_however_many_they_are(int many) {
        server.dispatch.crowd = many;
        List<String> lines = await(server.csv("/messages/1/deliveries"))
                .bodyAsString()
                .lines()
                .toList();
        assertThat(lines).hasSize(many + 1);
        assertThat(lines.get(many)).isEqualTo(many + ",sent,1,7,");
        assertThat(lines.stream().distinct()).hasSize(many + 1);
    }

    @Test
    void a_table_that_breaks_off_does_not_look_whole() {
        server.dispatch.crowd = 3000;
        server.dispatch.trouble = new StoreFailure("away");
        assertThatThrownBy(() -> await(server.csv("/messages/1/deliveries"))).hasMessageContaining("closed");
    }

    private void states(String... states) {
        LongStream.rangeClosed(1, states.length)
                .forEach(chat -> server.dispatch.recipients.add(
                        new Recipient(chat, states[(int) chat - 1], 1, OptionalInt.empty(), Optional.empty())));
    }

    private List<Long> chats(String query) {
        return server.get("/messages/1/deliveries" + query).bodyAsJsonObject().getJsonArray("deliveries").stream()
                .map(one -> ((JsonObject) one).getLong("chat_id"))
                .toList();
    }
}
