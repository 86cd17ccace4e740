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
class GroupsTest {
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

    private static final long GROUP = -1001;
    private static final long CHANNEL = -1002;

    private JsonObject in(long chat) {
        return new JsonObject().put("chat_id", chat);
    }

    private JsonObject text(long chat) {
        return in(chat).put("text", "x");
    }

    private JsonObject me(String status) {
        return new JsonObject().put("bot", "wall_bot").put("status", status);
    }

    @Test
    void a_bot_is_told_how_it_stands_in_a_chat() {
        lab.updates(bot);
        lab.chat(CHANNEL, "channel", bot, "administrator");
        lab.member(CHANNEL, me("kicked"));
        JsonArray updates = lab.updates(bot);
        assertThat(updates).hasSize(2);
        JsonObject added = updates.getJsonObject(0).getJsonObject("my_chat_member");
        assertThat(added.getJsonObject("chat").getString("type")).isEqualTo("channel");
        assertThat(added.getJsonObject("old_chat_member").getString("status")).isEqualTo("left");
        assertThat(added.getJsonObject("new_chat_member").getBoolean("can_post_messages"))
                .isTrue();
        JsonObject kicked = updates.getJsonObject(1).getJsonObject("my_chat_member");
        assertThat(kicked.getJsonObject("old_chat_member").getString("status")).isEqualTo("administrator");
        assertThat(kicked.getJsonObject("new_chat_member").getInteger("until_date"))
                .isZero();
    }

    @Test
    void posting_in_a_channel_needs_the_right_to() {
        lab.post(
                "/simulator/chats",
                new JsonObject()
                        .put("id", CHANNEL)
                        .put("type", "channel")
                        .put("title", "C")
                        .put("username", "news"));
        assertThat(lab.call(bot, "sendMessage", text(CHANNEL)).description())
                .isEqualTo("Forbidden: bot is not a member of the channel chat");
        lab.member(CHANNEL, me("member"));
        assertThat(lab.call(bot, "sendMessage", text(CHANNEL)).description())
                .isEqualTo("Bad Request: need administrator rights in the channel chat");
        lab.member(CHANNEL, me("administrator").put("can_post_messages", false));
        assertThat(lab.call(bot, "sendMessage", text(CHANNEL)).description())
                .isEqualTo("Bad Request: need administrator rights in the channel chat");
        lab.member(CHANNEL, me("administrator").put("can_post_messages", true));
        JsonObject post = lab.call(
                        bot, "sendMessage", in(CHANNEL).put("chat_id", "@News").put("text", "x"))
                .result();
        assertThat(post.getJsonObject("sender_chat").getLong("id")).isEqualTo(CHANNEL);
        assertThat(post.getMap()).doesNotContainKey("from");
        lab.member(CHANNEL, me("kicked"));
        assertThat(lab.call(bot, "sendMessage", text(CHANNEL)).description())
                .isEqualTo("Forbidden: bot was kicked from the channel chat");
    }

    @Test
    void other_bots_that_administer_a_channel_see_what_is_posted() {
        BotAccount reader = lab.bot("reader_bot");
        lab.chat(CHANNEL, "channel", bot, "administrator");
        lab.member(CHANNEL, new JsonObject().put("bot", "reader_bot").put("status", "administrator"));
        lab.updates(reader);
        int id = lab.sends(bot, CHANNEL, "news").getInteger("message_id");
        JsonObject edit = in(CHANNEL).put("message_id", id).put("text", "newer");
        assertThat(lab.call(reader, "editMessageText", edit).result().getString("text"))
                .isEqualTo("newer");
        JsonArray updates = lab.updates(reader);
        assertThat(updates.getJsonObject(0).getJsonObject("channel_post").getString("text"))
                .isEqualTo("news");
    }

    @Test
    void restricted_members_and_strangers_can_not_write_in_groups() {
        lab.chat(GROUP, "supergroup", bot, "restricted");
        assertThat(lab.call(bot, "sendMessage", text(GROUP)).description())
                .isEqualTo("Bad Request: not enough rights to send text messages to the chat");
        assertThat(lab.call(bot, "sendPhoto", in(GROUP).put("photo", "https://example.com/a.jpg"))
                        .description())
                .isEqualTo("Bad Request: not enough rights to send photos to the chat");
        lab.member(GROUP, me("restricted").put("can_send_messages", true));
        lab.call(bot, "sendMessage", text(GROUP)).ok();
        lab.member(GROUP, me("left"));
        assertThat(lab.call(bot, "sendMessage", text(GROUP)).description())
                .isEqualTo("Forbidden: bot is not a member of the supergroup chat");
    }

    @Test
    void what_people_write_in_a_group_reaches_every_bot_in_it() {
        BotAccount second = lab.bot("second_bot");
        lab.chat(GROUP, "supergroup", bot, "member");
        lab.member(GROUP, new JsonObject().put("bot", "second_bot").put("status", "member"));
        lab.updates(bot);
        lab.updates(second);
        JsonObject write = new JsonObject()
                .put("bot", "wall_bot")
                .put("from", Lab.person(102, "Bob"))
                .put("chat_id", GROUP)
                .put("text", "hi");
        JsonObject written = lab.post("/simulator/messages", write).object();
        JsonArray first = lab.updates(bot);
        assertThat(first.getJsonObject(0).getInteger("update_id")).isEqualTo(written.getInteger("update_id"));
        assertThat(lab.updates(second).getJsonObject(0).getJsonObject("message").getInteger("message_id"))
                .isEqualTo(written.getInteger("message_id"));
        lab.sends(bot, GROUP, "answer");
        assertThat(lab.updates(second)).isEmpty();
        assertThat(lab.get("/simulator/chats/" + GROUP + "/messages").array()).hasSize(2);
    }

    @Test
    void members_can_be_asked_for() {
        lab.chat(GROUP, "supergroup", bot, "administrator");
        lab.member(GROUP, new JsonObject().put("user_id", 101).put("status", "creator"));
        lab.member(GROUP, new JsonObject().put("user_id", 102).put("status", "left"));
        JsonArray administrators =
                lab.call(bot, "getChatAdministrators", in(GROUP)).results();
        assertThat(administrators).hasSize(2);
        assertThat(lab.call(bot, "getChatMemberCount", in(GROUP)).ok().getInteger("result"))
                .isEqualTo(2);
        assertThat(lab.call(bot, "getChatMember", in(GROUP).put("user_id", 101))
                        .result()
                        .getString("status"))
                .isEqualTo("creator");
        assertThat(lab.call(bot, "getChatMember", in(GROUP).put("user_id", 102))
                        .result()
                        .getString("status"))
                .isEqualTo("left");
        assertThat(lab.call(bot, "getChatMember", in(GROUP).put("user_id", 555)).description())
                .isEqualTo("Bad Request: user not found");
        assertThat(lab.call(bot, "getChatMember", in(GROUP)).description())
                .isEqualTo("Bad Request: invalid user_id specified");
        assertThat(lab.call(bot, "getChatAdministrators", in(101)).description())
                .isEqualTo("Bad Request: there are no administrators in the private chat");
        assertThat(lab.call(bot, "getChat", in(GROUP)).result().getString("title"))
                .isEqualTo("Place -1001");
    }

    @Test
    void invite_links_need_the_right_to_invite() {
        lab.chat(CHANNEL, "channel", bot, "administrator");
        String exported =
                lab.call(bot, "exportChatInviteLink", in(CHANNEL)).ok().getString("result");
        assertThat(exported).startsWith("https://t.me/+");
        assertThat(lab.call(bot, "getChat", in(CHANNEL)).result().getString("invite_link"))
                .isEqualTo(exported);
        JsonObject link = lab.call(
                        bot,
                        "createChatInviteLink",
                        in(CHANNEL).put("name", "spring").put("member_limit", 5))
                .result();
        assertThat(link.getString("name")).isEqualTo("spring");
        JsonObject revoked = lab.call(
                        bot, "revokeChatInviteLink", in(CHANNEL).put("invite_link", link.getString("invite_link")))
                .result();
        assertThat(revoked.getBoolean("is_revoked")).isTrue();
        assertThat(lab.call(
                                bot,
                                "createChatInviteLink",
                                in(CHANNEL).put("member_limit", 5).put("creates_join_request", true))
                        .status())
                .isEqualTo(400);
        lab.member(CHANNEL, me("administrator").put("can_invite_users", false));
        assertThat(lab.call(bot, "createChatInviteLink", in(CHANNEL)).description())
                .isEqualTo("Bad Request: not enough rights to manage chat invite link");
    }

    @Test
    void pinning_needs_the_right_to_and_a_message() {
        lab.chat(GROUP, "supergroup", bot, "member");
        int id = lab.sends(bot, GROUP, "x").getInteger("message_id");
        assertThat(lab.call(bot, "pinChatMessage", in(GROUP).put("message_id", id))
                        .description())
                .isEqualTo("Bad Request: not enough rights to manage pinned messages in the chat");
        lab.member(GROUP, me("administrator"));
        lab.call(bot, "pinChatMessage", in(GROUP).put("message_id", id)).ok();
        assertThat(lab.call(bot, "getChat", in(GROUP))
                        .result()
                        .getJsonObject("pinned_message")
                        .getInteger("message_id"))
                .isEqualTo(id);
        lab.call(bot, "unpinChatMessage", in(GROUP)).ok();
        assertThat(lab.call(bot, "unpinChatMessage", in(GROUP)).description())
                .isEqualTo("Bad Request: message to unpin not found");
        assertThat(lab.call(bot, "pinChatMessage", in(GROUP).put("message_id", 99))
                        .description())
                .isEqualTo("Bad Request: message to pin not found");
    }

    @Test
    void deleting_what_others_wrote_needs_the_right_to() {
        lab.chat(GROUP, "supergroup", bot, "member");
        JsonObject write = new JsonObject()
                .put("bot", "wall_bot")
                .put("from", Lab.person(102, "Bob"))
                .put("chat_id", GROUP)
                .put("text", "hi");
        int id = lab.post("/simulator/messages", write).object().getInteger("message_id");
        assertThat(lab.call(bot, "deleteMessage", in(GROUP).put("message_id", id))
                        .description())
                .isEqualTo("Bad Request: message can't be deleted");
        lab.member(GROUP, me("administrator"));
        lab.call(bot, "deleteMessage", in(GROUP).put("message_id", id)).ok();
    }

    @Test
    void a_bot_that_leaves_is_out() {
        lab.chat(GROUP, "supergroup", bot, "member");
        lab.call(bot, "leaveChat", in(GROUP)).ok();
        assertThat(lab.call(bot, "getChat", in(GROUP)).description())
                .isEqualTo("Forbidden: bot is not a member of the supergroup chat");
        assertThat(lab.call(bot, "leaveChat", in(101)).status()).isEqualTo(400);
    }

    @Test
    void an_upgraded_group_refuses_with_its_new_number() {
        lab.chat(-5, "group", bot, "member");
        lab.updates(bot);
        lab.post("/simulator/chats/-5/upgrade", new JsonObject().put("id", -1005));
        var answer = lab.call(bot, "sendMessage", text(-5));
        assertThat(answer.description()).isEqualTo("Bad Request: group chat was upgraded to a supergroup chat");
        assertThat(answer.object().getJsonObject("parameters").getLong("migrate_to_chat_id"))
                .isEqualTo(-1005);
        lab.sends(bot, -1005, "here");
        JsonArray updates = lab.updates(bot);
        assertThat(updates.getJsonObject(0).getJsonObject("message").getLong("migrate_to_chat_id"))
                .isEqualTo(-1005);
        assertThat(updates.getJsonObject(1).getJsonObject("message").getLong("migrate_from_chat_id"))
                .isEqualTo(-5);
    }

    @Test
    void chat_actions_are_checked() {
        lab.call(bot, "sendChatAction", in(101).put("action", "typing")).ok();
        assertThat(lab.call(bot, "sendChatAction", in(101).put("action", "sleeping"))
                        .description())
                .isEqualTo("Bad Request: wrong parameter action in request");
        assertThat(lab.call(bot, "sendChatAction", in(999).put("action", "typing"))
                        .description())
                .isEqualTo("Bad Request: chat not found");
    }
}
