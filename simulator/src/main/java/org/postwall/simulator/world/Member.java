package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * How an account stands to a group or channel: the Bot API's {@code ChatMember}.
 *
 * @param status creator, administrator, member, restricted, left or kicked
 * @param rights the {@code can_...} fields, for administrators and restricted members
 */
public record Member(Account account, String status, JsonObject rights) {
    public static final List<String> STATUSES =
            List.of("creator", "administrator", "member", "restricted", "left", "kicked");

    /** The rights of ChatAdministratorRights that every administrator shows. */
    public static final List<String> ADMINISTRATOR_RIGHTS = List.of(
            "can_manage_chat",
            "can_change_info",
            "can_delete_messages",
            "can_invite_users",
            "can_restrict_members",
            "can_pin_messages",
            "can_promote_members",
            "can_manage_video_chats",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
            "can_post_messages",
            "can_edit_messages",
            "can_manage_topics");

    /** The rights of ChatPermissions, which a restricted member may lack. */
    public static final List<String> PERMISSIONS = List.of(
            "can_send_messages",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics");

    private static final Set<String> ONLY_CHANNELS = Set.of("can_post_messages", "can_edit_messages");
    private static final Set<String> ONLY_GROUPS = Set.of("can_pin_messages", "can_manage_topics");

    static Member left(Account account) {
        return new Member(account, "left", new JsonObject());
    }

    public boolean isInside() {
        return !"left".equals(status)
                && !"kicked".equals(status)
                && (!"restricted".equals(status) || rights.getBoolean("is_member", true));
    }

    public boolean isAdministrator() {
        return "administrator".equals(status) || "creator".equals(status);
    }

    /** Whether an administrator's right is granted; the creator has all of them. */
    public boolean mayAdminister(String right) {
        return "creator".equals(status)
                || ("administrator".equals(status) && rights.getBoolean(right, !"can_promote_members".equals(right)));
    }

    /** Whether a member may do what everybody may unless restricted. */
    public boolean may(String permission) {
        return isInside() && (!"restricted".equals(status) || rights.getBoolean(permission, false));
    }

    /** The Bot API's {@code ChatMember} for a chat of the given kind. */
    public JsonObject toJson(boolean channel) {
        JsonObject json = new JsonObject().put("user", account.toJson()).put("status", status);
        switch (status) {
            case "creator" -> json.put("is_anonymous", false);
            case "administrator" -> {
                json.put("can_be_edited", false).put("is_anonymous", rights.getBoolean("is_anonymous", false));
                for (String right : ADMINISTRATOR_RIGHTS) {
                    if (!(channel ? ONLY_GROUPS : ONLY_CHANNELS).contains(right)) {
                        json.put(right, mayAdminister(right));
                    }
                }
            }
            case "restricted" -> {
                json.put("is_member", isInside()).put("until_date", rights.getLong("until_date", 0L));
                PERMISSIONS.forEach(right -> json.put(right, rights.getBoolean(right, false)));
            }
            case "kicked" -> json.put("until_date", rights.getLong("until_date", 0L));
            default -> {}
        }
        return json;
    }
}
