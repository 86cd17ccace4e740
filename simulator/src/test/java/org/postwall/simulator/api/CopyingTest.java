package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyingTest {
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

    private JsonObject from(int id) {
        return new JsonObject().put("chat_id", 101).put("from_chat_id", 101).put("message_id", id);
    }

    private int annWrote(String text) {
        return lab.annWrites(bot, text).getInteger("message_id");
    }

    private JsonObject last() {
        JsonArray shown = lab.shows(101, bot);
        return shown.getJsonObject(shown.size() - 1);
    }

    @Test
    void a_copy_says_the_same_and_nothing_of_where_it_comes_from() {
        int id = annWrote("see https://example.com now");
        JsonObject keyboard = new JsonObject("{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\"}]]}");
        JsonObject copy = lab.call(bot, "copyMessage", from(id).put("reply_markup", keyboard))
                .result();
        assertThat(copy.fieldNames()).containsExactly("message_id");
        assertThat(last().getString("text")).isEqualTo("see https://example.com now");
        assertThat(last().getJsonArray("entities")).hasSize(1);
        assertThat(last().getJsonObject("reply_markup")).isEqualTo(keyboard);
        assertThat(last().getMap()).doesNotContainKey("forward_origin");
        assertThat(last().getJsonObject("from").getLong("id")).isEqualTo(bot.id());
    }

    @Test
    void a_forward_tells_its_origin_even_when_forwarded_again() {
        int id = annWrote("mine");
        JsonObject forwarded = lab.call(bot, "forwardMessage", from(id)).result();
        assertThat(forwarded
                        .getJsonObject("forward_origin")
                        .getJsonObject("sender_user")
                        .getLong("id"))
                .isEqualTo(101);
        JsonObject again = lab.call(bot, "forwardMessage", from(forwarded.getInteger("message_id")))
                .result();
        assertThat(again.getJsonObject("forward_origin")).isEqualTo(forwarded.getJsonObject("forward_origin"));
        assertThat(lab.call(
                                bot,
                                "editMessageText",
                                from(again.getInteger("message_id")).put("text", "x"))
                        .description())
                .isEqualTo("Bad Request: message can't be edited");
    }

    @Test
    void a_caption_can_be_changed_in_the_copy() {
        JsonObject photo = new JsonObject()
                .put("chat_id", 101)
                .put("photo", "https://example.com/a.jpg")
                .put("caption", "old");
        int id = lab.call(bot, "sendPhoto", photo).result().getInteger("message_id");
        lab.call(bot, "copyMessage", from(id)).ok();
        assertThat(last().getString("caption")).isEqualTo("old");
        lab.call(bot, "copyMessage", from(id).put("caption", "new")).ok();
        assertThat(last().getString("caption")).isEqualTo("new");
    }

    @Test
    void what_is_not_there_can_not_be_taken_elsewhere() {
        assertThat(lab.call(bot, "copyMessage", from(4711)).description())
                .isEqualTo("Bad Request: message to copy not found");
        assertThat(lab.call(bot, "forwardMessage", from(4711)).description())
                .isEqualTo("Bad Request: message to forward not found");
        assertThat(lab.call(bot, "copyMessage", from(1).put("from_chat_id", 777))
                        .description())
                .isEqualTo("Bad Request: chat not found");
        assertThat(lab.call(bot, "copyMessages", from(1).put("message_ids", "[4711]"))
                        .description())
                .isEqualTo("Bad Request: messages to copy not found");
    }

    @Test
    void protected_messages_stay_where_they_are() {
        JsonObject params =
                new JsonObject().put("chat_id", 101).put("text", "x").put("protect_content", true);
        int id = lab.call(bot, "sendMessage", params).result().getInteger("message_id");
        assertThat(lab.call(bot, "copyMessage", from(id)).description())
                .isEqualTo("Bad Request: message can't be copied");
        assertThat(lab.call(bot, "forwardMessage", from(id)).description())
                .isEqualTo("Bad Request: message can't be forwarded");
    }

    @Test
    void several_can_be_copied_or_forwarded_at_once() {
        JsonArray ids = new JsonArray().add(annWrote("one")).add(99999).add(annWrote("two"));
        JsonObject params = from(0).put("message_ids", ids);
        assertThat(lab.call(bot, "copyMessages", params).results()).hasSize(2);
        assertThat(last().getString("text")).isEqualTo("two");
        assertThat(lab.call(bot, "forwardMessages", params).results()).hasSize(2);
        assertThat(last().getMap()).containsKey("forward_origin");
    }
}
