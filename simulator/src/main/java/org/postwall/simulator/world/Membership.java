package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Who is in which chat and who has blocked whom, with the updates that tell bots of it. */
public final class Membership {
    private final Timeline timeline;
    private final Bots bots;
    private final Chats chats;
    private final Changes changes;

    Membership(Timeline timeline, Bots bots, Chats chats, Changes changes) {
        this.timeline = timeline;
        this.bots = bots;
        this.chats = chats;
        this.changes = changes;
    }

    /** A person blocks or unblocks a bot; saying it twice changes nothing. */
    public void block(PrivateChat chat, boolean blocked) {
        if (chat.blocked() == blocked) {
            return;
        }
        chat.setBlocked(blocked);
        Member in = new Member(chat.bot(), "member", new JsonObject());
        Member out = new Member(chat.bot(), "kicked", new JsonObject());
        chat.bot()
                .updates()
                .add("my_chat_member", lane(chat), update(chat, chat.person(), blocked ? in : out, blocked ? out : in));
        changes.tell(new Change.BlockChanged(chat));
    }

    /** Somebody's standing in a group or channel changes, by the hand of {@code by}. */
    public void change(GroupChat chat, Member now, Account by) {
        Member before = chat.member(now.account());
        chat.setMember(now);
        JsonObject update = update(chat, by, before, now);
        if (now.account() instanceof Bot bot) {
            bot.updates().add("my_chat_member", lane(chat), update);
        }
        for (Bot bot : bots.all()) {
            if (bot != now.account() && chat.member(bot).isAdministrator()) {
                bot.updates().add("chat_member", lane(chat), update.copy());
            }
        }
        changes.tell(new Change.ChatChanged(chat));
    }

    /** Makes a supergroup of a group: its members move, and bots are told the new number in service messages. */
    public GroupChat upgrade(GroupChat group, long id, Account by) {
        GroupChat successor = chats.establish(id, "supergroup", group.title(), Optional.empty());
        group.members().forEach(successor::setMember);
        timeline.post(group, by, Draft.of(Content.other(new JsonObject().put("migrate_to_chat_id", id))));
        group.upgrade(id);
        timeline.post(successor, by, Draft.of(Content.other(new JsonObject().put("migrate_from_chat_id", group.id()))));
        return successor;
    }

    private JsonObject update(Chat chat, Account by, Member before, Member now) {
        return new JsonObject()
                .put("chat", chat.toJson())
                .put("from", by.toJson())
                .put("date", timeline.now().getEpochSecond())
                .put("old_chat_member", before.toJson(chat.isChannel()))
                .put("new_chat_member", now.toJson(chat.isChannel()));
    }

    private static String lane(Chat chat) {
        return "chat:" + chat.id();
    }
}
