package org.postwall.bot.broadcast;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a master may want done with a message that is under way or sent. */
public enum Order {
    PAUSE,
    RESUME,
    CANCEL,
    RECALL,
    RETRY;

    private static final Pattern DATA = Pattern.compile("(pause|resume|cancel|recall|retry):([1-9]\\d{0,17})");

    /** An order about one message, as a button carries it. */
    record Given(Order order, long message) {}

    /** The order's name in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a button carries. */
    String about(long message) {
        return word() + ":" + message;
    }

    static Optional<Given> read(String data) {
        Matcher found = DATA.matcher(data);
        return found.matches()
                ? Optional.of(
                        new Given(valueOf(found.group(1).toUpperCase(Locale.ROOT)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }
}
