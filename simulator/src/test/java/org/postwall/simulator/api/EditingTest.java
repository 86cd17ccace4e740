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
class EditingTest {
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

    private static final String KEYBOARD = "{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\"}]]}";

    private JsonObject edit(int id) {
        return new JsonObject().put("chat_id", 101).put("message_id", id);
    }

    private int sent(String text) {
        return lab.sends(bot, 101, text).getInteger("message_id");
    }

    @Test
    void an_edit_changes_the_message_in_place() {
        int id = sent("one");
        JsonObject edited = lab.call(
                        bot, "editMessageText", edit(id).put("text", "*two*").put("parse_mode", "MarkdownV2"))
                .result();
        assertThat(edited.getInteger("message_id")).isEqualTo(id);
        assertThat(edited.getInteger("edit_date")).isNotNull();
        JsonObject shown = lab.shows(101, bot).getJsonObject(1);
        assertThat(shown.getString("text")).isEqualTo("two");
        assertThat(shown.getInteger("edit_date")).isNotNull();
    }

    @Test
    void an_edit_without_a_keyboard_takes_the_keyboard_away() {
        int id = sent("one");
        lab.call(bot, "editMessageReplyMarkup", edit(id).put("reply_markup", KEYBOARD))
                .ok();
        assertThat(lab.shows(101, bot).getJsonObject(1).getMap()).containsKey("reply_markup");
        lab.call(bot, "editMessageText", edit(id).put("text", "one")).ok();
        assertThat(lab.shows(101, bot).getJsonObject(1).getMap()).doesNotContainKey("reply_markup");
    }

    @Test
    void an_edit_that_changes_nothing_is_refused() {
        int id = sent("one");
        assertThat(lab.call(bot, "editMessageText", edit(id).put("text", " one "))
                        .description())
                .isEqualTo("Bad Request: message is not modified: specified new message content and reply markup are "
                        + "exactly the same as a current content and reply markup of the message");
        assertThat(lab.call(bot, "editMessageReplyMarkup", edit(id)).description())
                .startsWith("Bad Request: message is not modified");
    }

    @Test
    void only_own_messages_that_exist_can_be_edited() {
        int annsId = lab.annWrites(bot, "mine").getInteger("message_id");
        assertThat(lab.call(bot, "editMessageText", edit(annsId).put("text", "x"))
                        .description())
                .isEqualTo("Bad Request: message can't be edited");
        assertThat(lab.call(bot, "editMessageText", edit(4711).put("text", "x")).description())
                .isEqualTo("Bad Request: message to edit not found");
        assertThat(lab.call(
                                bot,
                                "editMessageText",
                                new JsonObject().put("chat_id", 101).put("text", "x"))
                        .description())
                .isEqualTo("Bad Request: message identifier is not specified");
        int id = sent("gone");
        lab.call(bot, "deleteMessage", edit(id)).ok();
        assertThat(lab.call(bot, "editMessageText", edit(id).put("text", "x")).description())
                .isEqualTo("Bad Request: message to edit not found");
    }

    @Test
    void the_limits_of_texts_hold_for_edits() {
        int id = sent("one");
        assertThat(lab.call(bot, "editMessageText", edit(id).put("text", "x".repeat(4097)))
                        .description())
                .isEqualTo("Bad Request: message is too long");
        assertThat(lab.call(bot, "editMessageText", edit(id)).description())
                .isEqualTo("Bad Request: message text is empty");
        assertThat(lab.call(bot, "editMessageCaption", edit(id).put("caption", "x"))
                        .description())
                .isEqualTo("Bad Request: there is no caption in the message to edit");
        assertThat(lab.call(bot, "editMessageReplyMarkup", edit(id).put("reply_markup", "{\"keyboard\":[[\"a\"]]}"))
                        .description())
                .isEqualTo("Bad Request: inline keyboard expected");
    }

    @Test
    void a_blocked_bot_can_not_edit() {
        int id = sent("one");
        lab.post(
                "/simulator/blocks",
                new JsonObject().put("bot", "wall_bot").put("user_id", 101).put("blocked", true));
        assertThat(lab.call(bot, "editMessageText", edit(id).put("text", "x")).description())
                .isEqualTo("Forbidden: bot was blocked by the user");
    }

    @Test
    void deleted_messages_are_gone_from_the_chat() {
        int one = sent("one");
        int two = sent("two");
        int three = sent("three");
        lab.call(bot, "deleteMessage", edit(one)).ok();
        assertThat(lab.call(bot, "deleteMessage", edit(one)).description())
                .isEqualTo("Bad Request: message to delete not found");
        JsonArray ids = new JsonArray().add(two).add(one).add(9999);
        lab.call(bot, "deleteMessages", new JsonObject().put("chat_id", 101).put("message_ids", ids))
                .ok();
        assertThat(lab.shows(101, bot)).hasSize(2);
        assertThat(lab.shows(101, bot).getJsonObject(1).getInteger("message_id"))
                .isEqualTo(three);
    }

    @Test
    void wrong_lists_of_messages_are_refused() {
        JsonObject none = new JsonObject().put("chat_id", 101);
        assertThat(lab.call(bot, "deleteMessages", none).description())
                .isEqualTo("Bad Request: message identifiers are not specified");
        assertThat(lab.call(bot, "deleteMessages", none.copy().put("message_ids", "[\"x\"]"))
                        .description())
                .isEqualTo("Bad Request: message identifier must be a Number");
        JsonArray many = new JsonArray();
        for (int id = 1; id <= 101; id++) {
            many.add(id);
        }
        assertThat(lab.call(bot, "deleteMessages", none.copy().put("message_ids", many))
                        .description())
                .isEqualTo("Bad Request: too many message identifiers specified");
    }
}
