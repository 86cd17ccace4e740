package org.postwall.telegram;

import java.util.OptionalLong;

/**
 * Telegram understood the call and said no: {@code ok: false} with a code of the 400s other than 429. The same call
 * will be refused again.
 *
 * <p>Codes are a contract, descriptions are not ("contents subject to change"), so only the few that callers must tell
 * apart are looked into, and by part.
 */
public final class Refused extends TelegramFailure {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String description;
    private final long migrateToChatId;

    public Refused(String method, int code, String description, long migrateToChatId) {
        super(method, code + " " + description);
        this.code = code;
        this.description = BotToken.mask(description);
        this.migrateToChatId = migrateToChatId;
    }

    /** {@code error_code} of the answer. */
    public int code() {
        return code;
    }

    public String description() {
        return description;
    }

    /** The id of the supergroup that the group became; the call may be repeated there. */
    public OptionalLong migrateToChatId() {
        return migrateToChatId == 0 ? OptionalLong.empty() : OptionalLong.of(migrateToChatId);
    }

    /** The edit would change nothing: the message already looks so. */
    public boolean notModified() {
        return code == 400 && description.contains("message is not modified");
    }

    /** The chat can't be written to: it blocked the bot, is gone, never began, or the bot was put out of it. */
    public boolean unreachable() {
        return code == 403 || (code == 400 && description.contains("chat not found"));
    }

    /** The {@code file_id} isn't one of this bot's, or not any more. */
    public boolean unknownFile() {
        return code == 400 && (description.contains("file identifier") || description.contains("FILE_REFERENCE"));
    }

    /** The message that was to be deleted isn't there any more. */
    public boolean nothingToDelete() {
        return code == 400 && description.contains("message to delete not found");
    }

    /** The tap is too long ago to be answered, or was answered by another process. */
    public boolean queryTooOld() {
        return code == 400 && description.contains("query is too old");
    }

    /** The message can't be edited any more: deleted, too old, or not the bot's own. */
    public boolean messageGone() {
        return code == 400
                && (description.contains("message to edit not found")
                        || description.contains("message can't be edited")
                        || description.contains("MESSAGE_ID_INVALID"));
    }

    /** The file is larger than what Telegram hands out to bots, or than what was wanted. */
    public boolean tooBig() {
        return code == 400 && description.contains("file is too big");
    }

    /** The token is not, or no longer, one of a bot. */
    public boolean unknownToken() {
        return code == 401 || code == 404;
    }

    /** Someone else polls with the same token, or a webhook is set. */
    public boolean conflict() {
        return code == 409;
    }
}
