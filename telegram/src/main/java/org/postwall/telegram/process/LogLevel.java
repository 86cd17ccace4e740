package org.postwall.telegram.process;

/** The least serious log lines that are written. Chosen in logback.xml by LOG_LEVEL. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
