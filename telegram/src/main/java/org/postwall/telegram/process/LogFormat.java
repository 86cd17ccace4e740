package org.postwall.telegram.process;

/** How log lines look: {@code text} for people, {@code json} for machines. Chosen in logback.xml by LOG_FORMAT. */
public enum LogFormat {
    TEXT,
    JSON
}
