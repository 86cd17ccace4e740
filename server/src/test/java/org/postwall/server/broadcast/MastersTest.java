package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.broadcast.BroadcastServer.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masters, and the locks against guessing, over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MastersTest {
    private static final long MASTER = 987_654_321;
    private static final String RIGHT = "master-word";

    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_right_token_makes_a_master_also_for_the_second_time() {
        assertThat(isMaster(MASTER)).isFalse();
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
        assertThat(isMaster(MASTER)).isTrue();
        assertThat(isMaster(1)).isFalse();
    }

    @Test
    void a_wrong_token_makes_nobody_a_master() {
        HttpResponse<Buffer> answer = register(MASTER, "master-wor");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo("The token is wrong.");
        assertThat(isMaster(MASTER)).isFalse();
    }

    @Test
    void nothing_in_the_database_or_in_an_answer_tells_who_a_master_is() {
        String id = Long.toString(MASTER);
        assertThat(register(MASTER, "guess").bodyAsString()).doesNotContain(id);
        assertThat(register(MASTER, RIGHT).bodyAsString()).isNull();
        server.post("/messages", new JsonObject().put("text", "hello"), "tg:1:" + id + ":5");
        server.post("/followers/follow", new JsonObject().put("chat_id", 1).put("token", "follow-word"));
        assertThat(server.dump())
                .contains("broadcast_masters {", "broadcast_attempts {", "broadcast_messages {", "broadcast_users {")
                .doesNotContain(id);
        assertThat(server.get("/messages").bodyAsString()).doesNotContain(id);
        assertThat(server.get("/users").bodyAsString()).doesNotContain(id);
    }

    @Test
    void without_a_secret_the_database_holds_no_id_either() {
        try (BroadcastServer open = new BroadcastServer(Optional.empty(), words())) {
            JsonObject body = new JsonObject()
                    .put("person", BroadcastServer.person(MASTER))
                    .put("token", RIGHT);
            assertThat(open.post("/masters/register", body).statusCode()).isEqualTo(204);
            assertThat(open.dump()).contains("broadcast_masters {").doesNotContain(Long.toString(MASTER));
        }
    }

    @Test
    void a_server_without_tokens_says_so_and_counts_nothing() {
        try (BroadcastServer mute = new BroadcastServer(BroadcastServer.SECRET, BroadcastTokens.none())) {
            for (int i = 0; i < 7; i++) {
                HttpResponse<Buffer> answer = mute.post(
                        "/masters/register",
                        new JsonObject()
                                .put("person", BroadcastServer.person(1))
                                .put("token", "guess"));
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.bodyAsString()).contains("MASTER_TOKEN");
            }
            HttpResponse<Buffer> follow = mute.post(
                    "/followers/follow", new JsonObject().put("chat_id", 1).put("token", "guess"));
            assertThat(follow.statusCode()).isEqualTo(403);
            assertThat(follow.bodyAsString()).contains("SERVANT_REG_TOKEN");
        }
    }

    @Test
    void five_wrong_tokens_lock_for_ten_minutes_even_with_the_right_one() {
        wrong(5);
        HttpResponse<Buffer> locked = register(MASTER, RIGHT);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.getHeader("Retry-After")).isEqualTo("600");
        assertThat(register(1, RIGHT).statusCode()).isEqualTo(204);
        server.clock.forward(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(register(MASTER, RIGHT).getHeader("Retry-After")).isEqualTo("1");
        server.clock.forward(Duration.ofSeconds(1));
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
    }

    @Test
    void four_wrong_tokens_lock_nobody_and_are_forgotten_after_ten_minutes() {
        wrong(4);
        server.clock.forward(Duration.ofMinutes(10));
        wrong(4);
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
        wrong(1);
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(429);
    }

    @Test
    void each_further_lock_within_a_day_lasts_twice_as_long() {
        for (int minutes : new int[] {10, 20, 40}) {
            wrong(5);
            assertThat(register(MASTER, RIGHT).getHeader("Retry-After")).isEqualTo("" + minutes * 60);
            server.clock.forward(Duration.ofMinutes(minutes));
        }
        server.clock.forward(Duration.ofDays(1));
        wrong(5);
        assertThat(register(MASTER, RIGHT).getHeader("Retry-After")).isEqualTo("600");
    }

    @Test
    void both_bots_count_together() {
        wrong(3);
        JsonObject guess = new JsonObject()
                .put("chat_id", MASTER)
                .put("person", BroadcastServer.person(MASTER))
                .put("token", "guess");
        assertThat(server.post("/followers/follow", guess).statusCode()).isEqualTo(403);
        assertThat(server.post("/followers/follow", guess).statusCode()).isEqualTo(403);
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(429);
        assertThat(server.post("/followers/follow", guess.put("token", "follow-word"))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void guesses_sent_at_once_are_taken_one_after_another() {
        List<Future<HttpResponse<Buffer>>> guesses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            guesses.add(server.posting(
                    "/masters/register",
                    new JsonObject()
                            .put("person", BroadcastServer.person(MASTER))
                            .put("token", "guess"),
                    null));
        }
        List<Integer> statuses =
                guesses.stream().map(guess -> await(guess).statusCode()).toList();
        assertThat(statuses).containsOnly(403, 429);
        assertThat(statuses.stream().filter(status -> status == 403)).hasSize(5);
    }

    @Test
    void more_than_a_hundred_wrong_tokens_make_everyone_wait_who_is_not_known() {
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
        for (int person = 1; person <= 100; person++) {
            assertThat(register(person, "guess").statusCode()).isEqualTo(403);
        }
        assertThat(register(500, RIGHT).statusCode()).isEqualTo(204);
        assertThat(register(101, "guess").statusCode()).isEqualTo(403);
        HttpResponse<Buffer> stranger = register(501, RIGHT);
        assertThat(stranger.statusCode()).isEqualTo(429);
        assertThat(stranger.getHeader("Retry-After")).isEqualTo("600");
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(204);
        server.clock.forward(Duration.ofMinutes(10));
        assertThat(register(501, RIGHT).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register | {\"token\":\"t\"} | person",
                "register | {\"person\":5,\"token\":\"t\"} | person",
                "register | {\"person\":\"1\",\"token\":\"t\"} | person",
                "register | {\"person\":\"0000000000000000000000000000000000000000000000000000000000000000\"} | token",
                "register | {\"person\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"token\":\"\"} | token",
                "register | {\"person\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"token\":5} | token",
                "check | {} | person",
            })
    void a_wrong_field_is_named_once(String step, String body, String field) {
        HttpResponse<Buffer> answer = server.post("/masters/" + step, new JsonObject(body));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).hasSize(1);
        assertThat(answer.bodyAsString()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void without_a_store_nobody_is_let_in() {
        server.loseStore();
        assertThat(register(MASTER, RIGHT).statusCode()).isEqualTo(503);
    }

    private void wrong(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(register(MASTER, "guess " + i).statusCode()).isEqualTo(403);
        }
    }

    private HttpResponse<Buffer> register(long person, String token) {
        return server.post(
                "/masters/register",
                new JsonObject().put("person", BroadcastServer.person(person)).put("token", token));
    }

    private boolean isMaster(long person) {
        return server.post("/masters/check", new JsonObject().put("person", BroadcastServer.person(person)))
                .bodyAsJsonObject()
                .getBoolean("master");
    }

    private static BroadcastTokens words() {
        return new BroadcastTokens(Optional.of(new RegistrationToken(RIGHT)), Optional.empty());
    }
}
