package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.broadcast.BroadcastServer.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageRoutesTest {
    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void messages_are_numbered_kept_as_sent_and_announced() {
        JsonArray entities = new JsonArray().add(new JsonObject("{\"type\":\"bold\",\"offset\":0,\"length\":3}"));
        assertThat(id(post("one"))).isEqualTo(1);
        assertThat(id(server.post("/messages", body("<b>two</b>").put("parse_mode", "HTML"))))
                .isEqualTo(2);
        assertThat(id(server.post("/messages", body("three").put("entities", entities))))
                .isEqualTo(3);
        assertThat(server.get("/messages/1").bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("id", 1)
                        .put("text", "one")
                        .put("at", "2026-11-21T10:00:00Z")
                        .put("guarantee", "at_least_once")
                        .put("status", "running")
                        .put("total", 0)
                        .put("counts", new JsonObject())
                        .put("finished", false)
                        .put("rate", 0.0)
                        .put("errors", new JsonArray()));
        assertThat(server.get("/messages/2").bodyAsJsonObject().getString("parse_mode"))
                .isEqualTo("HTML");
        assertThat(server.get("/messages/3").bodyAsJsonObject().getJsonArray("entities"))
                .isEqualTo(entities);
        assertThat(server.dispatch.announced).hasValue(3);
    }

    @Test
    void a_list_is_ascending_and_goes_on_after_the_last_one_seen() {
        IntStream.rangeClosed(1, 5).forEach(i -> post("text " + i));
        assertThat(ids("/messages")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ids("/messages?after=2&limit=2")).containsExactly(3L, 4L);
        assertThat(ids("/messages?after=5")).isEmpty();
    }

    @Test
    void a_message_shows_how_far_it_is() {
        post("text");
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("403 Forbidden", 2L);
        errors.put("no answer", 1L);
        server.dispatch.progress.put(
                1L,
                new Progress(
                        "paused",
                        false,
                        9,
                        Map.of("sent", 6L, "failed", 3L),
                        2.5,
                        OptionalLong.of(7),
                        errors,
                        Optional.of("no token")));
        JsonObject message = server.get("/messages/1").bodyAsJsonObject();
        assertThat(message.getString("status")).isEqualTo("paused");
        assertThat(message.getJsonObject("counts"))
                .isEqualTo(new JsonObject().put("failed", 3).put("sent", 6));
        assertThat(message.getLong("total")).isEqualTo(9);
        assertThat(message.getDouble("rate")).isEqualTo(2.5);
        assertThat(message.getLong("seconds_left")).isEqualTo(7);
        assertThat(message.getString("trouble")).isEqualTo("no token");
        assertThat(message.getJsonArray("errors").encode())
                .isEqualTo("[{\"reason\":\"403 Forbidden\",\"count\":2},{\"reason\":\"no answer\",\"count\":1}]");
    }

    @Test
    void a_key_used_again_gives_the_same_number_and_is_refused_for_another_message() {
        assertThat(id(server.post("/messages", body("text"), "k"))).isEqualTo(1);
        assertThat(id(server.post("/messages", body("text"), "k"))).isEqualTo(1);
        HttpResponse<Buffer> other = server.post("/messages", body("text").put("parse_mode", "HTML"), "k");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(fields(other)).containsExactly("Idempotency-Key");
        assertThat(ids("/messages")).containsExactly(1L);
        assertThat(server.dispatch.announced).hasValue(1);
    }

    @Test
    void requests_at_once_with_one_key_get_one_number() {
        List<Future<HttpResponse<Buffer>>> requests = IntStream.range(0, 16)
                .mapToObj(i -> server.posting("/messages", body("text"), "k"))
                .toList();
        List<Long> numbers =
                requests.stream().map(request -> id(await(request))).distinct().toList();
        assertThat(numbers).hasSize(1);
        assertThat(ids("/messages")).isEqualTo(numbers);
        assertThat(server.dispatch.announced).hasValue(1);
    }

    @Test
    void a_number_taken_by_a_server_that_died_is_a_gap_and_no_more() {
        post("one");
        JsonObject taken = new JsonObject().put("$inc", new JsonObject().put("n", 1L));
        await(server.store()
                .client()
                .updateCollection("broadcast_counters", new JsonObject().put("_id", "messages"), taken));
        assertThat(id(post("two"))).isEqualTo(3);
        assertThat(ids("/messages")).containsExactly(1L, 3L);
        assertThat(server.get("/messages/2").statusCode()).isEqualTo(404);
    }

    @Test
    void a_number_that_is_taken_is_passed_over() {
        post("one");
        JsonObject back = new JsonObject().put("$set", new JsonObject().put("n", 0L));
        await(server.store()
                .client()
                .updateCollection("broadcast_counters", new JsonObject().put("_id", "messages"), back));
        assertThat(id(post("two"))).isEqualTo(2);
        assertThat(server.get("/messages/1").bodyAsJsonObject().getString("text"))
                .isEqualTo("one");
    }

    @Test
    void a_key_is_not_to_be_read_in_the_database() {
        server.post("/messages", body("text"), "tg:1:987654321:5");
        assertThat(server.dump()).contains("\"key\"").doesNotContain("987654321");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | text",
                "{\"text\":5} | text",
                "{\"text\":\" \"} | text",
                "{\"text\":\"\\ud800\"} | text",
                "{\"text\":\"a\",\"parse_mode\":\"html\"} | parse_mode",
                "{\"text\":\"a\",\"parse_mode\":1} | parse_mode",
                "{\"text\":\"a\",\"entities\":{}} | entities",
                "{\"text\":\"a\",\"entities\":[{\"type\":\"bold\",\"offset\":-1,\"length\":1}]} | entities",
                "{\"text\":\"a\",\"entities\":[{\"type\":\"bold\",\"offset\":0,\"length\":0}]} | entities",
                "{\"text\":\"a\",\"entities\":[{\"offset\":0,\"length\":1}]} | entities",
                "{\"text\":\"a\",\"parse_mode\":\"HTML\",\"entities\":[]} | entities",
            })
    void a_wrong_field_is_named(String body, String field) {
        HttpResponse<Buffer> answer = server.post("/messages", new JsonObject(body));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly(field);
        assertThat(ids("/messages")).isEmpty();
    }

    @Test
    void the_longest_text_has_4096_units() {
        assertThat(post("x".repeat(4096)).statusCode()).isEqualTo(200);
        assertThat(post("x".repeat(4097)).statusCode()).isEqualTo(422);
    }

    @Test
    void a_wrong_key_is_refused() {
        assertThat(server.post("/messages", body("text"), "k".repeat(129)).statusCode())
                .isEqualTo(422);
        assertThat(ids("/messages")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"after=x, after", "limit=0, limit", "limit=1001, limit", "limit=1.5, limit"})
    void a_wrong_parameter_is_named(String query, String field) {
        HttpResponse<Buffer> answer = server.get("/messages?" + query);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(fields(answer)).containsExactly(field);
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(server.get("/messages/1").statusCode()).isEqualTo(404);
        assertThat(server.get("/messages/one").statusCode()).isEqualTo(422);
    }

    @Test
    void without_a_store_nothing_is_taken() {
        server.loseStore();
        HttpResponse<Buffer> answer = post("text");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isNotEmpty();
        assertThat(server.dispatch.announced).hasValue(0);
    }

    @Test
    void without_a_secret_all_servers_share_a_random_key() {
        try (BroadcastServer open = new BroadcastServer(Optional.empty())) {
            assertThat(id(open.post("/messages", body("text"), "k"))).isEqualTo(1);
            assertThat(id(open.post("/messages", body("text"), "k"))).isEqualTo(1);
            Pseudonyms first = new Pseudonyms(new MongoKey(open.store())::get);
            Pseudonyms second = new Pseudonyms(new MongoKey(open.store())::get);
            assertThat(await(first.of("key", "k"))).isEqualTo(await(second.of("key", "k")));
        }
    }

    private HttpResponse<Buffer> post(String text) {
        return server.post("/messages", body(text));
    }

    private static JsonObject body(String text) {
        return new JsonObject().put("text", text);
    }

    private static long id(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject().getLong("id");
    }

    private List<Long> ids(String path) {
        return server.get(path).bodyAsJsonObject().getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getLong("id"))
                .collect(Collectors.toList());
    }

    private static List<String> fields(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .collect(Collectors.toList());
    }
}
