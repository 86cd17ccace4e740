package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.postwall.simulator.world.Account;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.World;

/** What administrators do to a chat: pin, rename, ban; and leaving it. */
final class ChatCare {
    private static final int LONGEST_TITLE = 128;
    private static final int LONGEST_DESCRIPTION = 255;

    private final World world;
    private final Targets targets;

    ChatCare(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    boolean leaveChat(Call call) {
        Chat chat = targets.chat(call, Access.READ);
        if (!(chat instanceof GroupChat group)) {
            throw Refusal.bad("chat member status can't be changed in private chats");
        }
        world.membership().change(group, new Member(call.bot(), "left", new JsonObject()), call.bot());
        return true;
    }

    boolean pinChatMessage(Call call) {
        Chat chat = targets.chat(call, Access.WRITE);
        Message message = targets.message(chat, call, "message_id", "message to pin");
        checkMayPin(call, chat);
        chat.pin(message.id());
        world.changes().tell(new Change.MessagePinned(chat));
        return true;
    }

    boolean unpinChatMessage(Call call) {
        Chat chat = targets.chat(call, Access.WRITE);
        checkMayPin(call, chat);
        List<Integer> pinned = chat.pinned();
        int last = pinned.isEmpty() ? 0 : pinned.get(pinned.size() - 1);
        if (!chat.unpin(call.params().integer("message_id").orElse(last))) {
            throw Refusal.bad("message to unpin not found");
        }
        world.changes().tell(new Change.MessagePinned(chat));
        return true;
    }

    boolean unpinAllChatMessages(Call call) {
        Chat chat = targets.chat(call, Access.WRITE);
        checkMayPin(call, chat);
        chat.unpinAll();
        world.changes().tell(new Change.MessagePinned(chat));
        return true;
    }

    private static void checkMayPin(Call call, Chat chat) {
        if (!(chat instanceof GroupChat group)) {
            return;
        }
        Member me = group.member(call.bot());
        if (!me.mayAdminister(group.isChannel() ? "can_edit_messages" : "can_pin_messages")) {
            throw Refusal.bad("not enough rights to manage pinned messages in the chat");
        }
    }

    boolean setChatTitle(Call call) {
        GroupChat chat = informed(call, "not enough rights to change chat title");
        String title = call.text("title").strip();
        if (title.isEmpty()) {
            throw Refusal.bad("title must be non-empty");
        }
        chat.retitle(cut(title, LONGEST_TITLE));
        world.changes().tell(new Change.ChatChanged(chat));
        return true;
    }

    boolean setChatDescription(Call call) {
        GroupChat chat = informed(call, "not enough rights to set chat description");
        String description = cut(call.text("description").strip(), LONGEST_DESCRIPTION);
        if (description.equals(chat.description())) {
            throw Refusal.bad("chat description is not modified");
        }
        chat.setDescription(description);
        world.changes().tell(new Change.ChatChanged(chat));
        return true;
    }

    private GroupChat informed(Call call, String complaint) {
        GroupChat chat = targets.group(call, Access.WRITE);
        if (!chat.member(call.bot()).mayAdminister("can_change_info")) {
            throw Refusal.bad(complaint);
        }
        return chat;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    boolean banChatMember(Call call) {
        return restrict(call, "kicked");
    }

    /** Somebody who is in the chat leaves it by this, unless {@code only_if_banned} is set. */
    boolean unbanChatMember(Call call) {
        return restrict(call, "left");
    }

    private boolean restrict(Call call, String status) {
        GroupChat chat = targets.group(call, Access.WRITE);
        if (!chat.member(call.bot()).mayAdminister("can_restrict_members")) {
            throw Refusal.bad("not enough rights to restrict/unrestrict chat member");
        }
        Person person = call.params()
                .number("user_id")
                .flatMap(world.people()::find)
                .orElseThrow(() -> Refusal.bad("user not found"));
        Member now = chat.member(person);
        if (now.isAdministrator()) {
            throw Refusal.bad(
                    "creator".equals(now.status())
                            ? "can't remove chat owner"
                            : "user is an administrator of the chat");
        }
        boolean onlyBanned = call.params().flag("only_if_banned") && !"kicked".equals(now.status());
        if (!status.equals(now.status()) && !("left".equals(status) && onlyBanned)) {
            Account by = call.bot();
            world.membership().change(chat, new Member(person, status, new JsonObject()), by);
        }
        return true;
    }
}
