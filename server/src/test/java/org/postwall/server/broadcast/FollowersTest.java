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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Followers and users over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FollowersTest {
    private static final long CHAT = 7;

    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_first_time_needs_the_right_token_and_misses_nothing() {
        send(3);
        assertThat(follow(CHAT, null).statusCode()).isEqualTo(403);
        assertThat(follow(CHAT, "").statusCode()).isEqualTo(403);
        assertThat(follow(CHAT, "guess").statusCode()).isEqualTo(403);
        assertThat(server.get("/users/7").statusCode()).isEqualTo(404);
        assertThat(missed(follow(CHAT, "follow-word"))).isZero();
        assertThat(missed(follow(CHAT, null))).isZero();
        assertThat(server.get("/users/7").bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("chat_id", 7)
                        .put("following", true)
                        .put("since", "2026-11-21T10:00:00Z"));
    }

    @Test
    void a_missing_token_is_no_wrong_one() {
        for (int i = 0; i < 7; i++) {
            assertThat(follow(CHAT, null).statusCode()).isEqualTo(403);
        }
        assertThat(follow(CHAT, "follow-word").statusCode()).isEqualTo(200);
    }

    @Test
    void five_wrong_tokens_lock_a_stranger_and_a_follower() {
        follow(CHAT, "follow-word");
        for (int i = 0; i < 5; i++) {
            assertThat(follow(CHAT, "guess").statusCode()).isEqualTo(403);
            assertThat(follow(8, "guess").statusCode()).isEqualTo(403);
        }
        for (String token : new String[] {"follow-word", null}) {
            assertThat(follow(CHAT, token).statusCode()).isEqualTo(429);
            assertThat(follow(8, token).statusCode()).isEqualTo(429);
        }
        server.clock.forward(Duration.ofMinutes(10));
        assertThat(follow(8, "follow-word").statusCode()).isEqualTo(200);
    }

    @Test
    void who_comes_back_has_missed_what_was_sent_in_the_absence() {
        follow(CHAT, "follow-word");
        send(3);
        server.dispatch.settled = 3;
        assertThat(unfollow(CHAT).bodyAsJsonObject()).isEqualTo(new JsonObject().put("following", false));
        send(2);
        assertThat(unfollow(CHAT).statusCode()).isEqualTo(200);
        assertThat(missed(follow(CHAT, null))).isEqualTo(2);
        send(1);
        assertThat(missed(follow(CHAT, null))).isEqualTo(2);
        assertThat(user("cursor")).isEqualTo(3);
        assertThat(user("until")).isEqualTo(5);
    }

    @Test
    void what_is_still_to_be_caught_up_is_not_lost_by_going_again() {
        follow(CHAT, "follow-word");
        unfollow(CHAT);
        send(2);
        follow(CHAT, null);
        unfollow(CHAT);
        send(1);
        assertThat(missed(follow(CHAT, null))).isEqualTo(3);
    }

    @Test
    void fifty_missed_messages_are_no_question() {
        away(50);
        assertThat(missed(follow(CHAT, null))).isEqualTo(50);
        assertThat(choose("none").statusCode()).isEqualTo(204);
        assertThat(missed(follow(CHAT, null))).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"all, 0", "last, 31"})
    void more_are_sent_as_far_as_wanted_and_the_first_answer_counts(String choice, long cursor) {
        away(51);
        assertThat(missed(follow(CHAT, null))).isEqualTo(51);
        assertThat(missed(follow(CHAT, null))).isEqualTo(51);
        assertThat(choose(choice).statusCode()).isEqualTo(204);
        assertThat(choose("none").statusCode()).isEqualTo(204);
        assertThat(user("cursor")).isEqualTo(cursor);
        assertThat(user("until")).isEqualTo(51);
    }

    @Test
    void none_of_it_is_due_where_none_is_wanted() {
        away(51);
        follow(CHAT, null);
        assertThat(choose("none").statusCode()).isEqualTo(204);
        assertThat(missed(follow(CHAT, null))).isZero();
        unfollow(CHAT);
        send(1);
        assertThat(missed(follow(CHAT, null))).isEqualTo(1);
    }

    @Test
    void following_at_once_makes_one_follower() {
        List<Future<HttpResponse<Buffer>>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(server.posting("/users", new JsonObject().put("chat_id", CHAT), null));
        }
        requests.forEach(request -> assertThat(await(request).statusCode()).isEqualTo(200));
        assertThat(chats("/users")).containsExactly(CHAT);
    }

    @Test
    void who_is_not_known_can_go_but_has_nothing_to_catch_up() {
        assertThat(unfollow(CHAT).bodyAsJsonObject()).isEqualTo(new JsonObject().put("following", false));
        assertThat(choose("all").statusCode()).isEqualTo(404);
        assertThat(chats("/users")).isEmpty();
    }

    @Test
    void users_are_made_changed_and_listed_by_chat() {
        for (long chat : new long[] {30, -100, 20}) {
            JsonObject body = new JsonObject().put("chat_id", chat).put("first_name", "Zebedee");
            assertThat(server.post("/users", body).bodyAsJsonObject().getBoolean("following"))
                    .isTrue();
        }
        server.clock.forward(Duration.ofSeconds(5));
        JsonObject no = new JsonObject().put("following", false);
        assertThat(server.patch("/users/20", no).bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("chat_id", 20)
                        .put("following", false)
                        .put("since", "2026-11-21T10:00:05Z"));
        assertThat(server.patch("/users/20", no).statusCode()).isEqualTo(200);
        assertThat(chats("/users")).containsExactly(-100L, 20L, 30L);
        assertThat(chats("/users?after=-100&limit=1")).containsExactly(20L);
        assertThat(server.patch("/users/20", new JsonObject().put("following", true))
                        .bodyAsJsonObject()
                        .getBoolean("following"))
                .isTrue();
        assertThat(server.dump()).doesNotContain("Zebedee");
    }

    @Test
    void a_user_who_is_not_there_is_not_found() {
        assertThat(server.get("/users/7").statusCode()).isEqualTo(404);
        for (boolean following : new boolean[] {true, false}) {
            assertThat(server.patch("/users/7", new JsonObject().put("following", following))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(server.get("/users/seven").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/followers/follow | {} | chat_id",
                "/followers/follow | {\"chat_id\":1,\"token\":5} | token",
                "/followers/unfollow | {\"chat_id\":\"1\"} | chat_id",
                "/followers/catch-up | {\"chat_id\":1} | choice",
                "/followers/catch-up | {\"chat_id\":1,\"choice\":\"ALL\"} | choice",
                "/users | {\"chat_id\":null} | chat_id",
            })
    void a_wrong_field_is_named(String path, String body, String field) {
        HttpResponse<Buffer> answer = server.post(path, new JsonObject(body));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).hasSize(1);
        assertThat(answer.bodyAsString()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void a_change_and_a_list_name_what_is_wrong() {
        server.post("/users", new JsonObject().put("chat_id", CHAT));
        assertThat(server.patch("/users/7", new JsonObject().put("following", "no"))
                        .bodyAsString())
                .contains("\"field\":\"following\"");
        assertThat(server.get("/users?limit=1001").bodyAsString()).contains("\"field\":\"limit\"");
    }

    @Test
    void without_a_store_nothing_is_said_to_be_done() {
        server.loseStore();
        assertThat(follow(CHAT, "follow-word").statusCode()).isEqualTo(503);
    }

    /** Somebody who follows, goes, and misses so many. */
    private void away(int many) {
        follow(CHAT, "follow-word");
        unfollow(CHAT);
        send(many);
    }

    private void send(int many) {
        for (int i = 0; i < many; i++) {
            assertThat(server.post("/messages", new JsonObject().put("text", "hello"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<Buffer> follow(long chat, String token) {
        JsonObject body = new JsonObject().put("chat_id", chat);
        return server.post("/followers/follow", token == null ? body : body.put("token", token));
    }

    private HttpResponse<Buffer> unfollow(long chat) {
        return server.post("/followers/unfollow", new JsonObject().put("chat_id", chat));
    }

    private HttpResponse<Buffer> choose(String choice) {
        return server.post(
                "/followers/catch-up", new JsonObject().put("chat_id", CHAT).put("choice", choice));
    }

    private static long missed(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().getBoolean("following")).isTrue();
        return answer.bodyAsJsonObject().getLong("missed");
    }

    private Long user(String field) {
        JsonObject stored = await(server.store().client().findOne("broadcast_users", new JsonObject(), null));
        return stored.getLong(field);
    }

    private List<Long> chats(String path) {
        return server.get(path).bodyAsJsonObject().getJsonArray("users").stream()
                .map(user -> ((JsonObject) user).getLong("chat_id"))
                .collect(Collectors.toList());
    }
}
