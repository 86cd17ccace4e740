package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Simulator.BotAccount;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.groupadministration.CreateChatInviteLink;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatAdministrators;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chat.ChatFullInfo;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberAdministrator;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberBanned;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberOwner;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/** What a strictly typed client makes of the answers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TypesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

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

    private <T extends Serializable> T call(BotApiMethod<T> method)
            throws JsonProcessingException, TelegramApiRequestException {
        JsonObject params = new JsonObject(MAPPER.writeValueAsString(method));
        return method.deserializeResponse(
                lab.call(bot, method.getMethod(), params).object().encode());
    }

    private Message sent(String method, JsonObject params) throws JsonProcessingException {
        JsonObject result = lab.call(bot, method, params.put("chat_id", 101)).result();
        return MAPPER.readValue(result.encode(), Message.class);
    }

    @Test
    void updates_of_every_kind() throws Exception {
        lab.chat(-1001, "supergroup", bot, "administrator");
        lab.post(
                "/simulator/blocks",
                new JsonObject().put("bot", "wall_bot").put("user_id", 101).put("blocked", true));
        List<Update> updates = call(GetUpdates.builder().timeout(0).build());
        assertThat(updates).hasSize(3);
        assertThat(updates.get(0).getMessage().getEntities().get(0).getText()).isEqualTo("/start");
        assertThat(updates.get(0).getMessage().getFrom().getFirstName()).isEqualTo("Ann");
        assertThat(updates.get(1).getMyChatMember().getNewChatMember()).isInstanceOf(ChatMemberAdministrator.class);
        assertThat(updates.get(2).getMyChatMember().getChat().isUserChat()).isTrue();
        assertThat(updates.get(2).getMyChatMember().getNewChatMember()).isInstanceOf(ChatMemberBanned.class);
    }

    @Test
    void messages_of_every_kind() throws Exception {
        String url = "https://example.com/a.bin";
        assertThat(call(new SendMessage("101", "t")).getDate()).isGreaterThan(1_700_000_000);
        assertThat(sent("sendPhoto", new JsonObject().put("photo", url)).hasPhoto())
                .isTrue();
        assertThat(sent("sendVideo", new JsonObject().put("video", url))
                        .getVideo()
                        .getWidth())
                .isPositive();
        assertThat(sent("sendAnimation", new JsonObject().put("animation", url)).hasAnimation())
                .isTrue();
        assertThat(sent("sendDocument", new JsonObject().put("document", url))
                        .getDocument()
                        .getFileName())
                .isEqualTo("a.bin");
        assertThat(sent("sendAudio", new JsonObject().put("audio", url)).hasAudio())
                .isTrue();
        assertThat(sent("sendVoice", new JsonObject().put("voice", url)).hasVoice())
                .isTrue();
        assertThat(sent("sendSticker", new JsonObject().put("sticker", url)).hasSticker())
                .isTrue();
        assertThat(sent("sendVideoNote", new JsonObject().put("video_note", url))
                        .hasVideoNote())
                .isTrue();
        assertThat(sent("sendLocation", new JsonObject().put("latitude", 1.5).put("longitude", 2))
                        .hasLocation())
                .isTrue();
        assertThat(sent(
                                "sendContact",
                                new JsonObject().put("phone_number", "+1").put("first_name", "A"))
                        .hasContact())
                .isTrue();
        assertThat(sent("sendDice", new JsonObject()).hasDice()).isTrue();
        JsonObject poll = new JsonObject()
                .put("question", "q")
                .put("options", new JsonArray().add("a").add("b"));
        assertThat(sent("sendPoll", poll).hasPoll()).isTrue();
    }

    @Test
    void what_is_said_of_bots_chats_and_members() throws Exception {
        lab.chat(-1001, "supergroup", bot, "administrator");
        lab.member(-1001, new JsonObject().put("user_id", 101).put("status", "creator"));
        assertThat(call(new GetMe()).getUserName()).isEqualTo("wall_bot");
        ChatFullInfo chat = call(new GetChat("-1001"));
        assertThat(chat.isSuperGroupChat()).isTrue();
        assertThat(call(new GetChat("101")).getFirstName()).isEqualTo("Ann");
        ChatMember me = call(new GetChatMember("-1001", bot.id()));
        assertThat(((ChatMemberAdministrator) me).getCanDeleteMessages()).isTrue();
        assertThat(call(new GetChatMember("-1001", 101L))).isInstanceOf(ChatMemberOwner.class);
        assertThat(call(new GetChatAdministrators("-1001"))).hasSize(2);
        assertThat(call(CreateChatInviteLink.builder().chatId("-1001").name("n").build())
                        .getName())
                .isEqualTo("n");
        assertThat(call(new GetWebhookInfo()).getUrl()).isEmpty();
        assertThat(call(SetMyCommands.builder()
                        .command(new BotCommand("a", "b"))
                        .build()))
                .isTrue();
        List<BotCommand> commands = call(new GetMyCommands());
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).getDescription()).isEqualTo("b");
    }

    @Test
    void refusals_carry_their_parameters() {
        lab.post("/simulator/limits", new JsonObject().put("messages_per_second", 1));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 3; i++) {
                        call(new SendMessage("101", "x"));
                    }
                })
                .isInstanceOfSatisfying(TelegramApiRequestException.class, refused -> {
                    assertThat(refused.getErrorCode()).isEqualTo(429);
                    assertThat(refused.getParameters().getRetryAfter()).isEqualTo(1);
                });
    }
}
