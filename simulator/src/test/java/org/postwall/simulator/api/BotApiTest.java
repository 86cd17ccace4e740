package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.multipart.MultipartForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BotApiTest {
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

    private HttpRequest<Buffer> request(String method) {
        return lab.client().post("/bot" + bot.token() + "/" + method);
    }

    private Answer raw(String type, String body) {
        return Lab.await(request("sendMessage")
                .putHeader("content-type", type)
                .sendBuffer(Buffer.buffer(body))
                .map(Lab::answer));
    }

    private String lastText() {
        JsonArray shown = lab.shows(101, bot);
        return shown.getJsonObject(shown.size() - 1).getString("text");
    }

    @Test
    void parameters_are_taken_from_the_query_of_a_get() {
        lab.get("/bot" + bot.token() + "/sendmessage?chat_id=101&text=caf%C3%A9+now")
                .ok();
        assertThat(lastText()).isEqualTo("café now");
    }

    @Test
    void parameters_are_taken_from_a_form() {
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap().set("chat_id", "101").set("text", "ä&=\n" + "я".repeat(4000));
        Lab.await(request("sendMessage").sendForm(form).map(Lab::answer)).ok();
        assertThat(lastText()).isEqualTo("ä&=\n" + "я".repeat(4000));
    }

    @Test
    void parameters_are_taken_from_a_multipart_form() {
        MultipartForm form = MultipartForm.create()
                .attribute("chat_id", "101")
                .attribute("text", "мир")
                .attribute("reply_markup", "{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\"}]]}")
                .attribute("entities", "[]");
        assertThat(Lab.await(request("SendMessage").sendMultipartForm(form).map(Lab::answer))
                        .result()
                        .getMap())
                .containsEntry("text", "мир")
                .containsKey("reply_markup");
    }

    @Test
    void parameters_are_taken_from_a_json_body_beside_a_query() {
        Lab.await(lab.client()
                        .post("/bot" + bot.token() + "/sendMessage?chat_id=101")
                        .sendJsonObject(new JsonObject().put("text", 42))
                        .map(Lab::answer))
                .ok();
        assertThat(lastText()).isEqualTo("42");
    }

    @Test
    void unreadable_bodies_are_refused_in_the_envelope() {
        assertThat(raw("application/json", "{\"chat_id\":").description())
                .isEqualTo("Bad Request: can't parse JSON object");
        assertThat(raw("application/json", "[1]").description())
                .isEqualTo("Bad Request: object expected as the request body");
        assertThat(raw("application/json", "").description()).isEqualTo("Bad Request: message text is empty");
        assertThat(raw("multipart/form-data; boundary=x", "nonsense").status()).isEqualTo(400);
        assertThat(raw("text/plain", "chat_id=101&text=x").description())
                .isEqualTo("Bad Request: message text is empty");
        Answer garbage = Lab.await(request("sendMessage")
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer("{\"chat_id\":101,\"text\":\"")
                        .appendByte((byte) 0xC3)
                        .appendString("\"}"))
                .map(Lab::answer));
        assertThat(garbage.description()).isEqualTo("Bad Request: strings must be encoded in UTF-8");
        assertThat(garbage.object().getInteger("error_code")).isEqualTo(400);
    }

    @Test
    void a_form_with_broken_escapes_is_refused() {
        assertThat(raw("application/x-www-form-urlencoded", "chat_id=101&text=%zz")
                        .status())
                .isEqualTo(400);
        assertThat(lab.get("/bot" + bot.token() + "/sendMessage?chat_id=101&text=%zz")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bot123/getMe",
                "/bot:/getMe",
                "/botx:aaaaaaaaaaaaaaaaaaaaaa/getMe",
                "/bot/getMe",
                "/bot1:short/getMe",
                "/botx",
                "/bot%zz/getMe",
                "/file/bot%zz/a"
            })
    void a_token_of_the_wrong_form_is_not_found(String path) {
        Answer answer = lab.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.object())
                .isEqualTo(
                        new JsonObject().put("ok", false).put("error_code", 404).put("description", "Not Found"));
    }

    @Test
    void an_unknown_method_is_not_found() {
        assertThat(lab.call(bot, "sendLove", new JsonObject()).description()).isEqualTo("Not Found");
    }

    @Test
    void any_token_of_the_right_form_is_a_bot_until_the_simulator_is_strict() {
        BotAccount unknown = new BotAccount(4242, "", "4242:AAAAAAAAAAAAAAAAAAAA-_");
        assertThat(lab.call(unknown, "getMe", new JsonObject()).result().getLong("id"))
                .isEqualTo(4242);
        BotAccount stranger = new BotAccount(4343, "", "4343:AAAAAAAAAAAAAAAAAAAA");
        lab.post("/simulator/strict", new JsonObject().put("strict", true));
        assertThat(lab.call(unknown, "getMe", new JsonObject()).status()).isEqualTo(200);
        Answer refused = lab.call(stranger, "getMe", new JsonObject());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.description()).isEqualTo("Unauthorized");
        lab.post("/simulator/strict", new JsonObject().put("strict", false));
        assertThat(lab.call(stranger, "getMe", new JsonObject()).status()).isEqualTo(200);
    }

    @Test
    void a_token_may_be_percent_encoded() {
        assertThat(lab.get("/bot" + bot.token().replace(":", "%3A") + "/getMe").status())
                .isEqualTo(200);
    }
}
