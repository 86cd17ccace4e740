package org.postwall.server.outbox;

import java.util.Locale;

/** What is to be done with a source. */
public enum Status {
    RUNNING,
    PAUSED,
    CANCELLED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
