package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postwall.simulator.world.GroupChat;

/** Links by which people join a chat. */
final class Invites {
    private static final int LONGEST_NAME = 32;
    private static final int MOST_MEMBERS = 99_999;

    private final Targets targets;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, JsonObject> links = new HashMap<>();

    Invites(Targets targets) {
        this.targets = targets;
    }

    /** A new primary link; the old one is good for nothing from then on. */
    String exportChatInviteLink(Call call) {
        GroupChat chat = managed(call);
        chat.setInviteLink(newLink());
        return chat.inviteLink();
    }

    JsonObject createChatInviteLink(Call call) {
        managed(call);
        String link = newLink();
        return keep(call, link, false);
    }

    JsonObject editChatInviteLink(Call call) {
        managed(call);
        return keep(call, existing(call), false);
    }

    JsonObject revokeChatInviteLink(Call call) {
        GroupChat chat = managed(call);
        if (call.text("invite_link").equals(chat.inviteLink())
                && !chat.inviteLink().isEmpty()) {
            JsonObject revoked =
                    json(call, chat.inviteLink()).put("is_primary", true).put("is_revoked", true);
            chat.setInviteLink(newLink());
            return revoked;
        }
        String link = existing(call);
        return links.get(link).put("is_revoked", true).copy();
    }

    private GroupChat managed(Call call) {
        GroupChat chat = targets.group(call, Access.WRITE);
        if (!chat.member(call.bot()).mayAdminister("can_invite_users")) {
            throw Refusal.bad("not enough rights to manage chat invite link");
        }
        return chat;
    }

    private String existing(Call call) {
        return Optional.of(call.text("invite_link"))
                .filter(links::containsKey)
                .orElseThrow(() -> Refusal.bad("INVITE_HASH_EXPIRED"));
    }

    private JsonObject keep(Call call, String link, boolean primary) {
        JsonObject json = json(call, link).put("is_primary", primary);
        links.put(link, json);
        return json.copy();
    }

    private static JsonObject json(Call call, String link) {
        String name = call.text("name");
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw Refusal.bad("invite link name length must not exceed " + LONGEST_NAME);
        }
        int members = call.params().integer("member_limit").orElse(0);
        boolean requests = call.params().flag("creates_join_request");
        if (members < 0 || members > MOST_MEMBERS) {
            throw Refusal.bad("invite link member limit must be from 1 to " + MOST_MEMBERS);
        }
        if (members > 0 && requests) {
            throw Refusal.bad("member limit can't be specified for links requiring administrator approval");
        }
        JsonObject json = new JsonObject()
                .put("invite_link", link)
                .put("creator", call.bot().toJson())
                .put("creates_join_request", requests)
                .put("is_primary", false)
                .put("is_revoked", false);
        if (!name.isEmpty()) {
            json.put("name", name);
        }
        call.params().number("expire_date").filter(date -> date > 0).ifPresent(date -> json.put("expire_date", date));
        return members > 0 ? json.put("member_limit", members) : json;
    }

    private String newLink() {
        byte[] hash = new byte[12];
        random.nextBytes(hash);
        return "https://t.me/+" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
