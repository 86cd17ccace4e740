package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.world.Account;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

/** Asking about chats and who is in them. */
final class ChatInfo {
    private final World world;
    private final Targets targets;

    ChatInfo(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    JsonObject getChat(Call call) {
        Chat chat = targets.chat(call, Access.READ);
        JsonObject json = chat.toJson()
                .put("accent_color_id", (int) Math.floorMod(chat.id(), 7L))
                .put("max_reaction_count", 11)
                .put("accepted_gift_types", gifts(chat instanceof PrivateChat));
        if (chat instanceof GroupChat group) {
            if (!group.description().isEmpty()) {
                json.put("description", group.description());
            }
            if (!group.inviteLink().isEmpty() && group.member(call.bot()).mayAdminister("can_invite_users")) {
                json.put("invite_link", group.inviteLink());
            }
            if (!group.isChannel()) {
                JsonObject permissions = new JsonObject();
                Member.PERMISSIONS.forEach(permission -> permissions.put(permission, true));
                json.put("permissions", permissions);
            }
        }
        List<Integer> pinned = chat.pinned();
        if (!pinned.isEmpty()) {
            chat.message(pinned.get(pinned.size() - 1))
                    .ifPresent(message -> json.put("pinned_message", message.toJson(call.bot())));
        }
        return json;
    }

    private static JsonObject gifts(boolean person) {
        JsonObject types = new JsonObject();
        List.of("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
                .forEach(type -> types.put(type, person));
        return types;
    }

    JsonObject getChatMember(Call call) {
        Chat chat = targets.chat(call, Access.READ_MEMBERS);
        long id = call.params()
                .number("user_id")
                .filter(number -> number > 0)
                .orElseThrow(() -> Refusal.bad("invalid user_id specified"));
        Account account = account(id).orElseThrow(() -> Refusal.bad("user not found"));
        if (chat instanceof GroupChat group) {
            if (account != call.bot()) {
                checkMembersVisible(call, group);
            }
            return group.member(account).toJson(group.isChannel());
        }
        PrivateChat privateChat = (PrivateChat) chat;
        if (account != call.bot() && account != privateChat.person()) {
            throw Refusal.bad("user not found");
        }
        boolean out = account == call.bot() && privateChat.blocked();
        return new Member(account, out ? "kicked" : "member", new JsonObject()).toJson(false);
    }

    int getChatMemberCount(Call call) {
        Chat chat = targets.chat(call, Access.READ_MEMBERS);
        if (!(chat instanceof GroupChat group)) {
            return 2;
        }
        int count = 0;
        for (Member member : group.members()) {
            count += member.isInside() ? 1 : 0;
        }
        return count;
    }

    /** Other bots are left out unless they are asked for. */
    JsonArray getChatAdministrators(Call call) {
        Chat chat = targets.chat(call, Access.READ_MEMBERS);
        if (!(chat instanceof GroupChat group)) {
            throw Refusal.bad("there are no administrators in the private chat");
        }
        checkMembersVisible(call, group);
        boolean all = call.params().flag("return_bots");
        JsonArray administrators = new JsonArray();
        for (Member member : group.members()) {
            boolean otherBot = member.account().isBot() && member.account() != call.bot();
            if (member.isAdministrator() && (all || !otherBot)) {
                administrators.add(member.toJson(group.isChannel()));
            }
        }
        return administrators;
    }

    private static void checkMembersVisible(Call call, GroupChat group) {
        if (group.isChannel() && !group.member(call.bot()).isAdministrator()) {
            throw Refusal.bad("member list is inaccessible");
        }
    }

    private Optional<Account> account(long id) {
        return world.bots()
                .byId(id)
                .map(Account.class::cast)
                .or(() -> world.people().find(id));
    }
}
