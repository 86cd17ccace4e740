package org.postwall.bot.broadcast;

import java.util.Locale;
import org.postwall.bot.talk.Language;

/** Where a delivery stands, in the order in which they are shown. */
enum State {
    SENT(true, "sent", "доставлено"),
    QUEUED(false, "waiting", "ждут"),
    SENDING(false, "on their way", "отправляются"),
    RETRY(false, "to be tried again", "будут повторены"),
    FAILED(true, "failed", "не доставлено"),
    UNKNOWN(true, "perhaps delivered", "возможно доставлено"),
    CANCELLED(true, "cancelled", "отменено"),
    RECALLED(true, "deleted again", "удалено");

    private final boolean last;
    private final String english;
    private final String russian;

    State(boolean last, String english, String russian) {
        this.last = last;
        this.english = english;
        this.russian = russian;
    }

    boolean isFinal() {
        return last;
    }

    /** The state's name in the API. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String in(Language language) {
        return language == Language.RU ? russian : english;
    }
}
