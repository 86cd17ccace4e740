package org.postwall.server.outbox;

import java.util.Locale;

/** Why a delivery isn't sent, as far as it can be counted: the words of an {@link Outcome} are too many. */
enum Cause {
    /** It is sent, or isn't for no fault of its own. */
    NONE,
    /** The chat can't be written to: a person blocked the bot, for instance. */
    UNREACHABLE,
    /** Telegram doesn't take this message. */
    REFUSED,
    /** Telegram didn't answer, or not with sense. */
    NO_ANSWER,
    /** A fault of our own. */
    INTERNAL;

    /** The name in metrics. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
