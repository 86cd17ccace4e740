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
class ProfileTest {
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

    private static JsonObject commands(String json) {
        return new JsonObject().put("commands", json);
    }

    @Test
    void commands_are_kept_per_scope_and_language() {
        String start = "[{\"command\":\"start\",\"description\":\"Begin\"}]";
        String russian = "[{\"command\":\"start\",\"description\":\"Начать\"}]";
        JsonObject scope = new JsonObject().put("type", "all_private_chats");
        lab.call(bot, "setMyCommands", commands(start)).ok();
        lab.call(
                        bot,
                        "setMyCommands",
                        commands(russian).put("language_code", "ru").put("scope", scope))
                .ok();
        assertThat(lab.call(bot, "getMyCommands", new JsonObject()).results()).isEqualTo(new JsonArray(start));
        assertThat(lab.call(bot, "getMyCommands", new JsonObject().put("language_code", "ru"))
                        .results())
                .isEmpty();
        JsonObject both = new JsonObject().put("language_code", "ru").put("scope", scope.encode());
        assertThat(lab.call(bot, "getMyCommands", both).results()).isEqualTo(new JsonArray(russian));
        lab.call(bot, "deleteMyCommands", both).ok();
        assertThat(lab.call(bot, "getMyCommands", both).results()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"command\":\"Start\",\"description\":\"d\"}]|BOT_COMMAND_INVALID",
                "[{\"command\":\"\",\"description\":\"d\"}]|command must be non-empty",
                "[{\"command\":\"a\",\"description\":\" \"}]|command description must be non-empty",
                "[{\"command\":\"a23456789012345678901234567890123\",\"description\":\"d\"}]|command length must not exceed 32",
                "[{\"command\":\"a\"}]|can't parse BotCommand: Can't find field \"description\"",
                "[7]|can't parse BotCommand: expected an Object",
                "{}|expected an Array of BotCommand"
            })
    void wrong_commands_are_refused(String json, String complaint) {
        assertThat(lab.call(bot, "setMyCommands", commands(json)).description()).isEqualTo("Bad Request: " + complaint);
    }

    @Test
    void wrong_scopes_and_languages_are_refused() {
        assertThat(lab.call(bot, "getMyCommands", new JsonObject().put("scope", "{\"type\":\"moon\"}"))
                        .description())
                .isEqualTo("Bad Request: can't parse BotCommandScope: Unsupported type specified");
        assertThat(lab.call(bot, "getMyCommands", new JsonObject().put("scope", "{\"type\":\"chat\",\"chat_id\":7}"))
                        .description())
                .isEqualTo("Bad Request: chat not found");
        assertThat(lab.call(bot, "getMyCommands", new JsonObject().put("language_code", "english"))
                        .description())
                .isEqualTo("Bad Request: invalid language code specified");
    }

    @Test
    void descriptions_are_kept_per_language() {
        lab.call(bot, "setMyDescription", new JsonObject().put("description", "A wall"))
                .ok();
        lab.call(
                        bot,
                        "setMyDescription",
                        new JsonObject().put("description", "Стена").put("language_code", "ru"))
                .ok();
        assertThat(lab.call(bot, "getMyDescription", new JsonObject().put("language_code", "ru"))
                        .result())
                .isEqualTo(new JsonObject().put("description", "Стена"));
        assertThat(lab.call(bot, "getMyDescription", new JsonObject().put("language_code", "de"))
                        .result())
                .isEqualTo(new JsonObject().put("description", "A wall"));
        assertThat(lab.call(bot, "setMyDescription", new JsonObject().put("description", "x".repeat(513)))
                        .status())
                .isEqualTo(400);
        lab.call(bot, "setMyShortDescription", new JsonObject().put("short_description", "W"))
                .ok();
        assertThat(lab.call(bot, "getMyShortDescription", new JsonObject())
                        .result()
                        .getString("short_description"))
                .isEqualTo("W");
    }

    @Test
    void a_bot_can_rename_itself() {
        lab.call(bot, "setMyName", new JsonObject().put("name", "Wall")).ok();
        JsonObject me = lab.call(bot, "getMe", new JsonObject()).result();
        assertThat(me.getString("first_name")).isEqualTo("Wall");
        assertThat(me.getString("username")).isEqualTo("wall_bot");
        assertThat(me.getBoolean("is_bot")).isTrue();
        assertThat(lab.call(bot, "setMyName", new JsonObject().put("name", "x".repeat(65)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_bot_that_logged_out_is_kept_out() {
        lab.call(bot, "logOut", new JsonObject()).ok();
        assertThat(lab.call(bot, "getMe", new JsonObject()).description()).isEqualTo("Bad Request: Logged out");
    }
}
