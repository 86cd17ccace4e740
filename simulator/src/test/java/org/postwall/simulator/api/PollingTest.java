package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PollingTest {
    private final Lab lab = new Lab().liftLimits();
    private BotAccount bot;

    @BeforeEach
    void aBotThatAnnKnows() {
        bot = lab.bot("wall_bot");
        lab.annWrites(bot, "/start");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private JsonArray poll(JsonObject params) {
        return lab.call(bot, "getUpdates", params).results();
    }

    private static int id(JsonArray updates, int index) {
        return updates.getJsonObject(index).getInteger("update_id");
    }

    @Test
    void updates_stay_until_a_higher_offset_confirms_them() {
        lab.annWrites(bot, "two");
        lab.annWrites(bot, "three");
        JsonArray all = poll(new JsonObject());
        assertThat(all).hasSize(3);
        assertThat(id(all, 1)).isEqualTo(id(all, 0) + 1);
        assertThat(poll(new JsonObject().put("offset", 0))).hasSize(3);
        assertThat(poll(new JsonObject().put("offset", 1))).hasSize(3);
        assertThat(poll(new JsonObject().put("offset", id(all, 1)))).hasSize(2);
        assertThat(poll(new JsonObject())).hasSize(2);
        assertThat(poll(new JsonObject().put("offset", id(all, 2) + 1))).isEmpty();
        assertThat(poll(new JsonObject())).isEmpty();
    }

    @Test
    void an_offset_that_the_queue_can_not_know_means_its_head() {
        assertThat(poll(new JsonObject().put("offset", 2_000_000_000))).hasSize(1);
    }

    @Test
    void a_negative_offset_forgets_all_but_the_last() {
        lab.annWrites(bot, "two");
        lab.annWrites(bot, "three");
        JsonArray last = poll(new JsonObject().put("offset", -1));
        assertThat(last).hasSize(1);
        assertThat(last.getJsonObject(0).getJsonObject("message").getString("text"))
                .isEqualTo("three");
        assertThat(poll(new JsonObject())).hasSize(1);
    }

    @Test
    void the_limit_holds_between_1_and_100() {
        for (int i = 0; i < 104; i++) {
            lab.annWrites(bot, "m" + i);
        }
        assertThat(poll(new JsonObject().put("limit", 2))).hasSize(2);
        assertThat(poll(new JsonObject().put("limit", 0))).hasSize(1);
        assertThat(poll(new JsonObject().put("limit", 1000))).hasSize(100);
        assertThat(poll(new JsonObject())).hasSize(100);
    }

    @Test
    void a_waiting_poll_is_answered_by_the_next_update() {
        lab.updates(bot);
        Future<Answer> waiting = lab.callLater(bot, "getUpdates", new JsonObject().put("timeout", 30));
        lab.get("/simulator/bots");
        assertThat(waiting.isComplete()).isFalse();
        lab.annWrites(bot, "now");
        assertThat(Lab.await(waiting).results()).hasSize(1);
    }

    @Test
    void a_poll_without_updates_ends_after_its_timeout() {
        lab.updates(bot);
        long before = System.nanoTime();
        assertThat(poll(new JsonObject().put("timeout", 1))).isEmpty();
        assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
    }

    @Test
    void a_second_poll_ends_the_first_with_a_conflict() {
        lab.updates(bot);
        Future<Answer> older = lab.callLater(bot, "getUpdates", new JsonObject().put("timeout", 30));
        lab.get("/simulator/bots");
        Future<Answer> newer = lab.callLater(bot, "getUpdates", new JsonObject().put("timeout", 30));
        Answer ended = Lab.await(older);
        assertThat(ended.status()).isEqualTo(409);
        assertThat(ended.description())
                .isEqualTo("Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                        + " running");
        lab.annWrites(bot, "now");
        assertThat(Lab.await(newer).results()).hasSize(1);
    }

    @Test
    void only_the_types_asked_for_are_queued_and_the_wish_lasts() {
        lab.updates(bot);
        poll(new JsonObject().put("allowed_updates", new JsonArray().add("edited_message")));
        JsonObject written = lab.annWrites(bot, "unseen");
        assertThat(written.getInteger("update_id")).isNull();
        lab.patch(
                "/simulator/messages",
                new JsonObject()
                        .put("bot", "wall_bot")
                        .put("from", Lab.person(101, "Ann"))
                        .put("message_id", written.getInteger("message_id"))
                        .put("text", "seen"));
        JsonArray found = poll(new JsonObject());
        assertThat(found).hasSize(1);
        assertThat(found.getJsonObject(0).getJsonObject("edited_message").getString("text"))
                .isEqualTo("seen");
        poll(new JsonObject().put("allowed_updates", new JsonArray()));
        assertThat(lab.annWrites(bot, "seen again").getInteger("update_id")).isNotNull();
    }

    @Test
    void a_poll_whose_caller_goes_away_swallows_nothing() {
        lab.updates(bot);
        var impatient = WebClient.create(lab.vertx());
        var call = impatient
                .post(lab.simulator().port(), "127.0.0.1", "/bot" + bot.token() + "/getUpdates")
                .timeout(300)
                .sendJsonObject(new JsonObject().put("timeout", 30));
        assertThat(call.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
        impatient.close();
        Awaitility.await()
                .until(() -> lab.get("/simulator/calls?method=getupdates").array().stream()
                        .anyMatch(noted -> ((JsonObject) noted).getInteger("status") == 0));
        lab.annWrites(bot, "still here");
        assertThat(poll(new JsonObject())).hasSize(1);
    }
}
