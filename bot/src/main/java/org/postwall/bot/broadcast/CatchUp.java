package org.postwall.bot.broadcast;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of what a follower missed is to be sent. */
public enum CatchUp {
    ALL,
    LAST,
    NONE;

    private static final String DATA = "catch-up:";

    /** The choice's name in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a button carries. */
    String data() {
        return DATA + word();
    }

    static Optional<CatchUp> read(String data) {
        return Arrays.stream(values())
                .filter(choice -> choice.data().equals(data))
                .findFirst();
    }
}
