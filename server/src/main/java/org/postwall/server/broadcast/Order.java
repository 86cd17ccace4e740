package org.postwall.server.broadcast;

import java.util.Locale;

/** What can be done with a message that was sent. */
public enum Order {
    PAUSE,
    RESUME,
    CANCEL,
    RECALL,
    RETRY;

    /** Whether nobody gets the message after it who hasn't. */
    boolean endsIt() {
        return this == CANCEL || this == RECALL;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
