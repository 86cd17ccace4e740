package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextMessagesTest {
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

    private String refusal(String method, JsonObject params) {
        return lab.call(bot, method, params).description();
    }

    private JsonObject text(String text) {
        return new JsonObject().put("chat_id", 101).put("text", text);
    }

    @Test
    void markup_is_parsed_and_lengths_count_what_is_left() {
        JsonObject sent = lab.call(
                        bot,
                        "sendMessage",
                        text("<b>" + "x".repeat(4096) + "</b>").put("parse_mode", "HTML"))
                .result();
        assertThat(sent.getString("text")).hasSize(4096);
        assertThat(sent.getJsonArray("entities").getJsonObject(0).getString("type"))
                .isEqualTo("bold");
        assertThat(lab.shows(101, bot).getJsonObject(1).getString("text")).hasSize(4096);
    }

    @Test
    void an_emoji_counts_as_one_character() {
        assertThat(lab.call(bot, "sendMessage", text("😀".repeat(4096))).status())
                .isEqualTo(200);
        assertThat(refusal("sendMessage", text("😀".repeat(4097)))).isEqualTo("Bad Request: message is too long");
    }

    @Test
    void an_empty_a_blank_and_a_missing_text_are_refused() {
        String empty = "Bad Request: message text is empty";
        assertThat(refusal("sendMessage", text(""))).isEqualTo(empty);
        assertThat(refusal("sendMessage", text(" \n "))).isEqualTo(empty);
        assertThat(refusal("sendMessage", text("<b> </b>").put("parse_mode", "html")))
                .isEqualTo(empty);
        assertThat(refusal("sendMessage", new JsonObject().put("chat_id", 101))).isEqualTo(empty);
    }

    @Test
    void wrong_markup_is_refused_in_telegrams_words() {
        assertThat(refusal("sendMessage", text("a <x>b</x>").put("parse_mode", "HTML")))
                .isEqualTo("Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 2");
        assertThat(refusal("sendMessage", text("a").put("parse_mode", "BBCode")))
                .isEqualTo("Bad Request: unsupported parse_mode");
    }

    @Test
    void a_text_of_half_characters_is_refused() {
        assertThat(refusal("sendMessage", text("\ud83d"))).isEqualTo("Bad Request: strings must be encoded in UTF-8");
    }

    @Test
    void a_chat_that_is_not_there_is_refused() {
        assertThat(refusal("sendMessage", new JsonObject().put("text", "x")))
                .isEqualTo("Bad Request: chat_id is empty");
        for (Object id : new Object[] {999, -999, "@nobody", "ann", "12x"}) {
            assertThat(refusal(
                            "sendMessage", new JsonObject().put("chat_id", id).put("text", "x")))
                    .isEqualTo("Bad Request: chat not found");
        }
    }

    @Test
    void a_person_who_never_wrote_to_this_bot_can_not_be_written_to() {
        BotAccount other = lab.bot("other_bot");
        var answer = lab.call(other, "sendMessage", text("x"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.description()).isEqualTo("Forbidden: bot can't initiate conversation with a user");
        assertThat(refusal(
                        "sendMessage",
                        new JsonObject().put("chat_id", other.id()).put("text", "x")))
                .isEqualTo("Forbidden: bot can't send messages to bots");
    }

    @Test
    void a_person_who_blocked_the_bot_gets_nothing_until_they_unblock_it() {
        JsonObject block = new JsonObject().put("bot", "wall_bot").put("user_id", 101);
        lab.updates(bot);
        lab.post("/simulator/blocks", block.put("blocked", true));
        var answer = lab.call(bot, "sendMessage", text("x"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.description()).isEqualTo("Forbidden: bot was blocked by the user");
        lab.post("/simulator/blocks", block.put("blocked", true));
        lab.post("/simulator/blocks", block.put("blocked", false));
        lab.sends(bot, 101, "y");
        JsonArray updates = lab.updates(bot);
        assertThat(updates).hasSize(2);
        JsonObject change = updates.getJsonObject(0).getJsonObject("my_chat_member");
        assertThat(change.getJsonObject("old_chat_member").getString("status")).isEqualTo("member");
        assertThat(change.getJsonObject("new_chat_member").getString("status")).isEqualTo("kicked");
        assertThat(change.getJsonObject("new_chat_member").getJsonObject("user").getLong("id"))
                .isEqualTo(bot.id());
    }

    @Test
    void replies_show_what_they_answer() {
        JsonObject first = lab.sends(bot, 101, "one");
        JsonObject reply = new JsonObject().put("message_id", first.getInteger("message_id"));
        JsonObject second = lab.call(bot, "sendMessage", text("two").put("reply_parameters", reply))
                .result();
        assertThat(second.getJsonObject("reply_to_message").getString("text")).isEqualTo("one");
    }

    @Test
    void a_reply_to_nothing_is_refused_unless_it_may_go_without() {
        JsonObject reply = new JsonObject().put("message_id", 12345);
        assertThat(refusal("sendMessage", text("x").put("reply_parameters", reply)))
                .isEqualTo("Bad Request: message to be replied not found");
        assertThat(refusal("sendMessage", text("x").put("reply_to_message_id", 12345)))
                .isEqualTo("Bad Request: message to be replied not found");
        reply.put("allow_sending_without_reply", true);
        assertThat(lab.call(bot, "sendMessage", text("x").put("reply_parameters", reply.encode()))
                        .result()
                        .getMap())
                .doesNotContainKey("reply_to_message");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"a\",\"callback_data\":\"" + SIXTY_FIVE + "\"}|BUTTON_DATA_INVALID",
                "{\"text\":\"a\",\"callback_data\":\"" + UMLAUTS + "\"}|BUTTON_DATA_INVALID",
                "{\"text\":\"a\"}|can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
                "{\"text\":\"a\",\"callback_data\":\"\"}|can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
                "{\"text\":\"a\",\"callback_data\":\"b\",\"url\":\"https://a.example\"}|can't parse inline keyboard button: exactly one of the optional fields must be used, not url and callback_data",
                "{\"callback_data\":\"b\"}|can't parse inline keyboard button: Can't find field \"text\"",
                "{\"text\":\" \",\"callback_data\":\"b\"}|inline keyboard button text must be non-empty",
                "{\"text\":\"a\",\"url\":\"nowhere\"}|inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
                "{\"text\":\"a\",\"url\":\"ftp://a.example/\"}|inline keyboard button URL 'ftp://a.example/' is invalid: Unsupported URL protocol",
                "7|can't parse inline keyboard button: InlineKeyboardButton must be an Object"
            })
    void wrong_buttons_are_refused(String button, String complaint) {
        String markup = "{\"inline_keyboard\":[[" + button + "]]}";
        assertThat(refusal("sendMessage", text("x").put("reply_markup", markup)))
                .isEqualTo("Bad Request: " + complaint);
    }

    static final String SIXTY_FIVE = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String UMLAUTS = "äääääääääääääääääääääääääääääääää";

    @Test
    void right_buttons_are_taken_up_to_64_bytes() {
        String data = "ä".repeat(32);
        JsonObject markup = new JsonObject("{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"" + data
                + "\"},{\"text\":\"b\",\"url\":\"example.com/x?y=1\"}]]}");
        JsonObject sent = lab.call(bot, "sendMessage", text("x").put("reply_markup", markup))
                .result();
        assertThat(sent.getJsonObject("reply_markup")).isEqualTo(markup);
    }

    @Test
    void a_keyboard_of_the_wrong_shape_is_refused() {
        assertThat(refusal("sendMessage", text("x").put("reply_markup", "{")))
                .isEqualTo("Bad Request: can't parse reply keyboard markup JSON object");
        assertThat(refusal("sendMessage", text("x").put("reply_markup", "[]")))
                .isEqualTo("Bad Request: object expected as reply markup");
        assertThat(refusal("sendMessage", text("x").put("reply_markup", "{\"inline_keyboard\":[{}]}")))
                .isEqualTo(
                        "Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
    }

    @Test
    void a_reply_keyboard_is_shown_to_the_person_but_not_echoed() {
        JsonObject keyboard = new JsonObject("{\"keyboard\":[[\"Yes\",{\"text\":\"No\"}]]}");
        JsonObject sent = lab.call(bot, "sendMessage", text("x").put("reply_markup", keyboard))
                .result();
        assertThat(sent.getMap()).doesNotContainKey("reply_markup");
        assertThat(lab.shows(101, bot).getJsonObject(1).getJsonObject("reply_markup"))
                .isEqualTo(keyboard);
    }
}
