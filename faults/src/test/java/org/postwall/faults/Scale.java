package org.postwall.faults;

import java.time.Duration;

/** How much of everything: the quick half by default, all of it with {@code -Dfaults=all}. */
final class Scale {
    /** The condition of tests that only the full run has. */
    static final String ALL = "all";

    private Scale() {}

    static boolean all() {
        return System.getProperty("faults", "quick").equals(ALL);
    }

    static int of(int quick, int full) {
        return all() ? full : quick;
    }

    static Duration seconds(int quick, int full) {
        return Duration.ofSeconds(of(quick, full));
    }
}
