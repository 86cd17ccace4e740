package org.postwall.server.outbox;

import java.util.Locale;

/** What is to be done with a source. */
public enum Status {
    RUNNING,
    PAUSED,
    /** What hasn't left stays here. */
    CANCELLED,
    /** What hasn't left stays here, and what chats have is deleted there. */
    RECALLED;

    /** Whether nothing of it is sent any more. */
    public boolean isOff() {
        return this == CANCELLED || this == RECALLED;
    }

    /** The name in documents and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
