package org.postwall.server.outbox;

import java.util.Locale;

/** Where a delivery stands. */
public enum State {
    /** Waits for its turn. */
    QUEUED,
    /** Handed to Telegram; nobody knows yet what became of it. */
    SENDING,
    /** Telegram said that the chat has it. */
    SENT,
    /** It failed and is tried again later; what comes after it for the same chat waits. */
    RETRY,
    /** Telegram refused it for good, or it failed too often. */
    FAILED,
    /** It left and no answer came, and its source would rather lose it than send it twice. */
    UNKNOWN,
    /** Called off before it left. */
    CANCELLED,
    /** The chat had it, and it was deleted there. */
    RECALLED;

    /** Whether it stays so by itself. */
    public boolean isFinal() {
        return this != QUEUED && this != SENDING && this != RETRY;
    }

    /** The name in documents and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name; an IllegalArgumentException where there is none. */
    public static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
