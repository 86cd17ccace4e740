package org.postwall.telegram.flood;

/** How urgent a message is; the gate lets those of an earlier lane through first. */
public enum Lane {
    /** Answers to a person who waits for them. */
    INTERACTIVE,
    /** Single messages that nobody waits for. */
    NOTICE,
    /** Mailings. */
    BULK
}
