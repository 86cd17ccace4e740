package org.postwall.telegram;

import java.time.Duration;

/** Makes failures as Telegram would. */
public final class Failures {
    private Failures() {}

    public static Flood flood(int seconds) {
        return new Flood("sendMessage", Duration.ofSeconds(seconds));
    }
}
