package org.postwall.telegram;

import java.time.Duration;

/** Telegram's 429: the bot writes too much and must be silent for a while. The call had no effect. */
public final class Flood extends TelegramFailure {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    Flood(String method, Duration retryAfter) {
        super(method, "429 Too Many Requests: retry after " + retryAfter.toSeconds());
        this.retryAfter = retryAfter;
    }

    /** How long the bot must be silent, counted from the answer. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
