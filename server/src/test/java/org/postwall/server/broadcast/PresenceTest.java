package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** People who block the bot, and write to it again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceTest {
    private static final JsonObject CHAT = new JsonObject().put("chat_id", 7);

    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @BeforeEach
    void one_follower() {
        server.post("/users", CHAT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void who_blocked_the_bot_is_unreachable_and_follows_still() {
        gone();
        assertThat(user().getBoolean("unreachable")).isTrue();
        assertThat(server.get("/users/7").bodyAsJsonObject().getBoolean("following"))
                .isTrue();
        gone();
        assertThat(user().getLong("v")).isEqualTo(2);
    }

    @Test
    void who_writes_again_has_missed_what_was_sent_meanwhile_and_is_told_once() {
        send(2);
        server.dispatch.settled = 2;
        gone();
        send(3);
        assertThat(here()).isEqualTo(presence(true, 3));
        assertThat(user().getBoolean("unreachable")).isFalse();
        assertThat(user().getLong("cursor")).isEqualTo(2);
        assertThat(user().getLong("until")).isEqualTo(5);
        assertThat(here()).isEqualTo(presence(true, 0));
    }

    @Test
    void what_was_under_way_and_arrived_is_not_missed() {
        send(2);
        server.dispatch.settled = 1;
        gone();
        send(1);
        server.dispatch.had.add(2L);
        assertThat(here()).isEqualTo(presence(true, 1));
    }

    @Test
    void more_than_50_are_a_question_that_is_open_until_it_is_answered() {
        gone();
        send(51);
        assertThat(here()).isEqualTo(presence(true, 51));
        assertThat(here()).as("its first telling may have been lost").isEqualTo(presence(true, 51));
        assertThat(user().getBoolean("asked")).isTrue();
        server.post("/followers/catch-up", CHAT.copy().put("choice", "last"));
        assertThat(user().getLong("cursor")).isEqualTo(31);
        assertThat(user().getBoolean("asked")).isFalse();
        assertThat(here()).isEqualTo(presence(true, 0));
    }

    @Test
    void a_program_that_makes_somebody_follow_again_is_asked_nothing() {
        server.patch("/users/7", new JsonObject().put("following", false));
        send(51);
        server.patch("/users/7", new JsonObject().put("following", true));
        assertThat(user().getBoolean("asked")).isFalse();
        assertThat(user().getLong("until")).isEqualTo(51);
        gone();
        send(1);
        server.post("/users", CHAT);
        assertThat(user().getBoolean("asked")).isFalse();
        assertThat(user().getLong("cursor")).isZero();
        assertThat(user().getLong("until")).isEqualTo(52);
    }

    @Test
    void who_left_and_blocked_the_bot_can_be_reached_again_and_follows_not() {
        server.post("/followers/unfollow", CHAT);
        gone();
        send(1);
        assertThat(here()).isEqualTo(presence(false, 0));
        assertThat(user().getBoolean("unreachable")).isFalse();
        assertThat(server.post("/followers/follow", CHAT).bodyAsJsonObject()).isEqualTo(presence(true, 1));
    }

    @Test
    void nobody_is_made_a_follower_by_writing_or_by_blocking() {
        JsonObject stranger = new JsonObject().put("chat_id", 8);
        assertThat(server.post("/followers/here", stranger).bodyAsJsonObject()).isEqualTo(presence(false, 0));
        assertThat(server.post("/followers/gone", stranger).statusCode()).isEqualTo(204);
        assertThat(server.get("/users/8").statusCode()).isEqualTo(404);
    }

    @Test
    void without_a_chat_or_a_store_nothing_happens() {
        for (String step : new String[] {"here", "gone"}) {
            assertThat(server.post("/followers/" + step, new JsonObject()).statusCode())
                    .isEqualTo(422);
        }
        server.loseStore();
        for (String step : new String[] {"here", "gone"}) {
            assertThat(server.post("/followers/" + step, CHAT).statusCode()).isEqualTo(503);
        }
    }

    private void gone() {
        assertThat(server.post("/followers/gone", CHAT).statusCode()).isEqualTo(204);
    }

    private JsonObject here() {
        return server.post("/followers/here", CHAT).bodyAsJsonObject();
    }

    private static JsonObject presence(boolean following, int missed) {
        return new JsonObject().put("following", following).put("missed", missed);
    }

    private void send(int many) {
        for (int i = 0; i < many; i++) {
            server.post("/messages", new JsonObject().put("text", "hello"));
        }
    }

    private JsonObject user() {
        return BroadcastServer.await(server.store().client().findOne("broadcast_users", new JsonObject(), null));
    }
}
