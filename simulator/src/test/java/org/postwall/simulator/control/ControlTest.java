package org.postwall.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlTest {
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

    private static final String ANN = "{\"id\":101,\"first_name\":\"Ann\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages|{}|400|bot is missing",
                "messages|{'bot':7}|400|bot must be a string",
                "messages|{'bot':'nobody'}|404|there is no bot 'nobody'",
                "messages|{'bot':'wall_bot','text':'x'}|400|from is missing",
                "messages|{'bot':'wall_bot','from':'ann','text':'x'}|400|from must be a whole number",
                "messages|{'bot':'wall_bot','from':{},'text':'x'}|400|from.id is missing",
                "messages|{'bot':'wall_bot','from':{'id':0,'first_name':'A'},'text':'x'}|400|a person's id must be from 1 to 4503599627370495",
                "messages|{'bot':'wall_bot','from':{'id':555},'text':'x'}|404|there is no person 555 yet: give from.first_name",
                "messages|{'bot':'wall_bot','from':{'id':5,'first_name':''},'text':'x'}|400|from.first_name must be 1 to 64 characters",
                "messages|{'bot':'wall_bot','from':{'id':5,'first_name':'A','username':7},'text':'x'}|400|from.username must be a string",
                "messages|{'bot':'wall_bot','from':ANN}|400|text must be there, or one medium instead of it",
                "messages|{'bot':'wall_bot','from':ANN,'text':''}|400|the text is empty",
                "messages|{'bot':'wall_bot','from':ANN,'text':'x','photo':'aGk='}|400|text must be there, or one medium instead of it",
                "messages|{'bot':'wall_bot','from':ANN,'photo':'!'}|400|photo must be base64 of at least one byte",
                "messages|{'bot':'wall_bot','from':ANN,'text':'x','chat_id':-77}|404|there is no chat -77",
                "messages|{'bot':'wall_bot','from':ANN,'text':'x','chat_id':'here'}|400|chat_id must be a whole number",
                "messages|{'bot':'wall_bot','from':ANN,'text':'x','entities':{}}|400|entities must be an array",
                "taps|{'bot':'wall_bot','from':ANN,'data':'x'}|400|message_id is missing",
                "taps|{'bot':'wall_bot','from':ANN,'message_id':1}|400|data is missing",
                "taps|{'bot':'wall_bot','from':ANN,'message_id':99,'data':'x'}|409|message 99 has no button with the data 'x' now",
                "bots|{}|400|username is missing",
                "bots|{'username':'a b'}|400|username must be 1 to 32 letters, digits and underscores",
                "bots|{'username':'Wall_Bot'}|409|the user name Wall_Bot is taken",
                "bots|{'username':'x_bot','token':'short'}|400|a token looks like 123456:ABC-DEF1234ghIkl-zyx57W2v",
                "strict|{}|400|strict is missing",
                "strict|{'strict':'yes'}|400|strict must be true or false",
                "blocks|{'bot':'wall_bot','user_id':101}|400|blocked is missing",
                "blocks|{'bot':'wall_bot','blocked':true}|400|user_id is missing",
                "chats|{'id':5,'type':'group','title':'T'}|400|id must be a negative number, as the ids of groups and channels are",
                "chats|{'id':-5,'type':'club','title':'T'}|400|type must be group, supergroup or channel",
                "chats|{'id':-5,'type':'group','title':''}|400|title must be 1 to 128 characters",
                "chats|{'id':-5,'type':'group','title':'T','username':'g'}|400|username must be absent: only supergroups and channels have one",
                "chats/-5/members|{'bot':'wall_bot','status':'member'}|404|there is no group or channel -5",
                "chats/x/members|{'bot':'wall_bot','status':'member'}|400|the chat must be a number or an @name, not 'x'"
            })
    void what_is_asked_wrongly_is_refused_with_a_sentence(String path, String body, int status, String sentence) {
        Answer answer = lab.post(
                "/simulator/" + path, new JsonObject(body.replace("ANN", ANN).replace('\'', '"')));
        assertThat(answer.error()).isEqualTo(sentence);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"[]", "7", "nonsense", "{"})
    void a_body_that_is_no_object_is_refused(String body) {
        Answer answer = Lab.await(lab.client()
                .post("/simulator/messages")
                .sendBuffer(Buffer.buffer(body))
                .map(Lab::answer));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("the body must be a JSON object");
    }

    @Test
    void members_are_checked() {
        lab.chat(-5, "group", bot, "member");
        assertThat(lab.member(-5, new JsonObject().put("status", "member")).error())
                .isEqualTo("user_id must be there, or bot instead of it");
        assertThat(lab.member(-5, new JsonObject().put("user_id", 101).put("status", "guest"))
                        .error())
                .isEqualTo("status must be creator, administrator, member, restricted, left, kicked");
        assertThat(lab.member(
                                -5,
                                new JsonObject()
                                        .put("user_id", 101)
                                        .put("status", "administrator")
                                        .put("can_post_messages", 1))
                        .error())
                .isEqualTo("can_post_messages must be true or false");
    }

    @Test
    void a_bot_of_a_given_token_keeps_it_and_is_found_by_it() {
        String token = "777:abcdefghijklmnopqrst";
        JsonObject made = lab.post(
                        "/simulator/bots",
                        new JsonObject()
                                .put("username", "own_bot")
                                .put("first_name", "Own")
                                .put("token", token))
                .object();
        assertThat(made)
                .isEqualTo(new JsonObject()
                        .put("id", 777)
                        .put("username", "own_bot")
                        .put("token", token));
        JsonObject write = new JsonObject()
                .put("bot", token)
                .put("from", new JsonObject(ANN))
                .put("text", "x");
        assertThat(lab.post("/simulator/messages", write).status()).isEqualTo(200);
        assertThat(lab.shows(101, new BotAccount(777, "own_bot", token))).hasSize(1);
    }

    @Test
    void a_person_who_edits_their_message_makes_an_edited_message() {
        lab.updates(bot);
        int id = lab.annWrites(bot, "one").getInteger("message_id");
        JsonObject edit = new JsonObject()
                .put("bot", "wall_bot")
                .put("from", new JsonObject(ANN))
                .put("message_id", id)
                .put("text", "/two");
        JsonObject edited = lab.patch("/simulator/messages", edit).object();
        JsonObject update = lab.updates(bot).getJsonObject(1);
        assertThat(update.getInteger("update_id")).isEqualTo(edited.getInteger("update_id"));
        JsonObject message = update.getJsonObject("edited_message");
        assertThat(message.getString("text")).isEqualTo("/two");
        assertThat(message.getInteger("edit_date")).isNotNull();
        assertThat(message.getJsonArray("entities").getJsonObject(0).getString("type"))
                .isEqualTo("bot_command");
        int botsId = lab.sends(bot, 101, "mine").getInteger("message_id");
        assertThat(lab.patch("/simulator/messages", edit.copy().put("message_id", botsId))
                        .status())
                .isEqualTo(409);
        assertThat(lab.patch("/simulator/messages", edit.copy().put("message_id", 999))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_unknown_chat_or_callback_is_not_found() {
        assertThat(lab.get("/simulator/callbacks/5").status()).isEqualTo(404);
        assertThat(lab.get("/simulator/chats/-9/messages").status()).isEqualTo(404);
        assertThat(lab.get("/simulator/chats/x/messages").status()).isEqualTo(400);
        assertThat(lab.shows(31337, bot)).isEqualTo(new JsonArray());
    }

    @Test
    void media_of_every_kind_can_be_written() {
        lab.updates(bot);
        for (String kind : new String[] {"photo", "video", "animation", "document", "audio", "voice", "sticker"}) {
            JsonObject write = new JsonObject()
                    .put("bot", "wall_bot")
                    .put("from", new JsonObject(ANN))
                    .put(kind, Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));
            assertThat(lab.post("/simulator/messages", write).status()).isEqualTo(200);
            assertThat(lab.updates(bot)
                            .getJsonObject(0)
                            .getJsonObject("message")
                            .getMap())
                    .containsKey(kind);
        }
    }

    @Test
    void calls_are_listed_with_what_became_of_them_and_without_tokens() {
        long since = 0;
        lab.sends(bot, 101, "x");
        lab.call(bot, "sendMessage", new JsonObject().put("chat_id", 102).put("text", "x"));
        lab.call(bot, "getme", new JsonObject());
        JsonArray all = lab.get("/simulator/calls?bot=wall_bot&since=" + since).array();
        assertThat(all).hasSize(3);
        JsonObject refused = all.getJsonObject(1);
        assertThat(refused.getString("method")).isEqualTo("sendMessage");
        assertThat(refused.getLong("chat_id")).isEqualTo(102);
        assertThat(refused.getInteger("status")).isEqualTo(400);
        assertThat(refused.getInteger("error_code")).isEqualTo(400);
        assertThat(refused.getString("at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        long seq = refused.getLong("seq");
        JsonArray later = lab.get("/simulator/calls?since=" + seq).array();
        assertThat(later).hasSize(1);
        assertThat(later.getJsonObject(0).getString("method")).isEqualTo("getMe");
        assertThat(lab.get("/simulator/calls?method=SENDMESSAGE").array()).hasSize(2);
        assertThat(all.encode()).doesNotContain(bot.token());
        assertThat(lab.get("/simulator/calls?since=x").status()).isEqualTo(400);
        assertThat(lab.get("/simulator/calls?bot=nobody").status()).isEqualTo(404);
    }

    @Test
    void only_this_machine_under_its_own_name_may_control_it() {
        Answer foreign = Lab.await(lab.client()
                .post("/simulator/strict")
                .putHeader("origin", "http://evil.example")
                .sendJsonObject(new JsonObject().put("strict", true))
                .map(response -> new Answer(response.statusCode(), response, "")));
        assertThat(foreign.status()).isEqualTo(403);
        Answer rebound = Lab.await(lab.client()
                .get("/simulator/calls")
                .virtualHost("evil.example")
                .send()
                .map(response -> new Answer(response.statusCode(), response, "")));
        assertThat(rebound.status()).isEqualTo(403);
    }

    @Test
    void an_unknown_route_and_a_wrong_method_are_refused_with_a_sentence() {
        assertThat(lab.get("/simulator/nothing").error()).isEqualTo("there is no such route");
        assertThat(lab.delete("/simulator/bots").status()).isEqualTo(405);
        assertThat(lab.delete("/simulator/bots").error()).isEqualTo("this route takes another method");
    }

    @Test
    void a_bot_that_came_by_its_token_can_be_named_later() {
        BotAccount early = new BotAccount(888, "", "888:abcdefghijklmnopqrst");
        lab.call(early, "getMe", new JsonObject()).ok();
        JsonObject named = new JsonObject().put("username", "late_bot").put("token", early.token());
        assertThat(lab.post("/simulator/bots", named).object().getLong("id")).isEqualTo(888);
        assertThat(lab.call(early, "getMe", new JsonObject()).result().getString("username"))
                .isEqualTo("late_bot");
    }

    @Test
    void a_body_is_json_whatever_its_type_says() {
        Answer answer = Lab.await(lab.client()
                .post("/simulator/bots")
                .putHeader("content-type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer("{\"username\":\"curl_bot\"}"))
                .map(Lab::answer));
        assertThat(answer.object().getString("username")).isEqualTo("curl_bot");
    }

    @Test
    void a_chat_lists_its_messages_without_those_that_were_deleted() {
        int id = lab.sends(bot, 101, "gone").getInteger("message_id");
        lab.call(bot, "sendPhoto", new JsonObject().put("chat_id", 101).put("photo", "https://example.com/a.jpg"))
                .ok();
        lab.call(bot, "deleteMessage", new JsonObject().put("chat_id", 101).put("message_id", id))
                .ok();
        JsonArray shown = lab.get("/simulator/chats/101/messages").array();
        assertThat(shown).hasSize(2);
        assertThat(shown.getJsonObject(0).getJsonObject("from").getBoolean("is_bot"))
                .isFalse();
        assertThat(shown.getJsonObject(1).getString("text")).isEmpty();
    }
}
