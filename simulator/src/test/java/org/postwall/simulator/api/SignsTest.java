package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Lab;
import org.postwall.simulator.MovedClock;
import org.postwall.simulator.Simulator.BotAccount;
import org.postwall.simulator.SimulatorOptions;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SignsTest {
    private final MovedClock clock = new MovedClock();
    private final Lab lab = new Lab(SimulatorOptions.on(0).clock(clock)).liftLimits();
    private BotAccount bot;
    private JsonObject tap;

    @BeforeEach
    void aMessageWithAButton() {
        bot = lab.bot("wall_bot");
        lab.annWrites(bot, "/start");
        JsonObject sent = lab.call(
                        bot,
                        "sendMessage",
                        new JsonObject()
                                .put("chat_id", 101)
                                .put("text", "x")
                                .put(
                                        "reply_markup",
                                        "{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\"}]]}"))
                .result();
        tap = new JsonObject()
                .put("bot", "wall_bot")
                .put("from", Lab.person(101, "Ann"))
                .put("message_id", sent.getInteger("message_id"))
                .put("data", "b");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String tapped() {
        return lab.post("/simulator/taps", tap).object().getString("callback_query_id");
    }

    private JsonObject answer(String id) {
        return new JsonObject().put("callback_query_id", id);
    }

    @Test
    void an_answer_shows_a_toast_or_an_alert_once() {
        String id = tapped();
        lab.call(bot, "answerCallbackQuery", answer(id).put("text", "one").put("show_alert", true))
                .ok();
        lab.call(bot, "answerCallbackQuery", answer(id).put("text", "two")).ok();
        assertThat(lab.get("/simulator/callbacks/" + id).object())
                .isEqualTo(new JsonObject()
                        .put("answered", true)
                        .put("text", "one")
                        .put("show_alert", true));
    }

    @Test
    void an_answer_that_comes_too_late_is_refused() {
        String id = tapped();
        clock.move(Duration.ofSeconds(61));
        assertThat(lab.call(bot, "answerCallbackQuery", answer(id)).description())
                .isEqualTo("Bad Request: query is too old and response timeout expired or query ID is invalid");
        assertThat(lab.get("/simulator/callbacks/" + id).object().getBoolean("answered"))
                .isFalse();
    }

    @Test
    void an_answer_to_nothing_or_to_another_bots_tap_is_refused() {
        String old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        assertThat(lab.call(bot, "answerCallbackQuery", answer("7")).description())
                .isEqualTo(old);
        assertThat(lab.call(bot, "answerCallbackQuery", new JsonObject()).description())
                .isEqualTo(old);
        assertThat(lab.call(lab.bot("other_bot"), "answerCallbackQuery", answer(tapped()))
                        .description())
                .isEqualTo(old);
    }

    @Test
    void a_text_over_200_characters_is_refused() {
        String id = tapped();
        assertThat(lab.call(bot, "answerCallbackQuery", answer(id).put("text", "x".repeat(201)))
                        .description())
                .isEqualTo("Bad Request: MESSAGE_TOO_LONG");
        lab.call(bot, "answerCallbackQuery", answer(id).put("text", "😀".repeat(200)))
                .ok();
    }

    @Test
    void updates_are_kept_for_a_day() {
        clock.move(Duration.ofHours(23));
        assertThat(lab.call(bot, "getUpdates", new JsonObject()).results()).hasSize(1);
        clock.move(Duration.ofHours(2));
        JsonArray left = lab.call(bot, "getUpdates", new JsonObject()).results();
        assertThat(left).isEmpty();
    }

    @Test
    void a_message_can_be_deleted_for_two_days() {
        clock.move(Duration.ofHours(49));
        JsonObject message = new JsonObject().put("chat_id", 101).put("message_id", tap.getInteger("message_id"));
        assertThat(lab.call(bot, "deleteMessage", message).description())
                .isEqualTo("Bad Request: message can't be deleted");
    }
}
