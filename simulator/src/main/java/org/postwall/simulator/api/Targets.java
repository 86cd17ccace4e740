package org.postwall.simulator.api;

import java.util.Optional;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

/** Finds the chat or message a call means and refuses what the bot may not reach. */
final class Targets {
    private final World world;

    Targets(World world) {
        this.world = world;
    }

    Chat chat(Call call, Access access) {
        return chat(call.bot(), call.text("chat_id"), access);
    }

    Chat chat(Bot bot, String id, Access access) {
        if (id.isEmpty()) {
            throw Refusal.bad("chat_id is empty");
        }
        Chat chat = id.startsWith("@") ? named(id) : numbered(bot, id, access);
        if (chat instanceof GroupChat group) {
            checkGroup(bot, group, access);
        }
        return chat;
    }

    /** A group, supergroup or channel: for methods that make no sense in a private chat. */
    GroupChat group(Call call, Access access) {
        if (chat(call, access) instanceof GroupChat group) {
            return group;
        }
        throw Refusal.bad("method is available for supergroup and channel chats only");
    }

    /** A message of a chat; {@code what} names it in the complaint, as in "message to edit not found". */
    Message message(Chat chat, Call call, String field, String what) {
        int id = call.params().integer(field).orElse(0);
        return find(chat, id, call.bot()).orElseThrow(() -> Refusal.bad(what + " not found"));
    }

    /** The message if the bot may see it: not in a supergroup or channel it isn't in. */
    Optional<Message> find(Chat chat, int id, Bot bot) {
        boolean visible = !(chat instanceof GroupChat group)
                || "group".equals(group.type())
                || group.member(bot).isInside();
        return visible ? chat.message(id) : Optional.empty();
    }

    /** Refuses to reach a person who has blocked the bot. */
    static void checkReachable(Chat chat) {
        if (chat instanceof PrivateChat privateChat && privateChat.blocked()) {
            throw Refusal.forbidden("bot was blocked by the user");
        }
    }

    private Chat named(String name) {
        return world.chats().group(name).orElseThrow(Targets::notFound);
    }

    private Chat numbered(Bot bot, String text, Access access) {
        long id;
        try {
            id = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw notFound();
        }
        if (id < 0) {
            return world.chats().group(id).orElseThrow(Targets::notFound);
        }
        Optional<PrivateChat> met = world.chats().find(bot, id);
        if (met.isPresent()) {
            return met.get();
        }
        boolean writes = access == Access.WRITE || access == Access.EDIT;
        if (writes && world.bots().byId(id).isPresent()) {
            throw Refusal.forbidden("bot can't send messages to bots");
        }
        if (writes && world.people().find(id).isPresent()) {
            throw Refusal.forbidden("bot can't initiate conversation with a user");
        }
        throw notFound();
    }

    /** The same order of questions as in Telegram's server. */
    private void checkGroup(Bot bot, GroupChat chat, Access access) {
        if (chat.upgradedTo().isPresent() && access == Access.WRITE) {
            throw Refusal.migrated(chat.upgradedTo().getAsLong());
        }
        Member me = chat.member(bot);
        if ("kicked".equals(me.status())) {
            throw Refusal.forbidden("bot was kicked from the " + chat.type() + " chat");
        }
        boolean open = chat.username().isPresent() || "group".equals(chat.type());
        boolean knows = !open || access == Access.WRITE || access == Access.EDIT;
        if (!me.isInside() && knows) {
            throw Refusal.forbidden("bot is not a member of the " + chat.type() + " chat");
        }
    }

    private static Refusal notFound() {
        return Refusal.bad("chat not found");
    }
}
