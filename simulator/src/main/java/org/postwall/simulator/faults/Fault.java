package org.postwall.simulator.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.postwall.simulator.world.Bot;

/**
 * What is to go wrong with the next calls that match.
 *
 * @param method any case; absent: all methods
 * @param chat the chat's number as text; absent: all chats
 * @param delay what the call waits before anything else happens
 * @param code the {@code error_code}, for {@link Kind#ERROR}
 * @param retryAfter seconds, 0 for none
 */
public record Fault(
        Optional<Bot> bot,
        Optional<String> method,
        Optional<String> chat,
        Duration delay,
        Kind kind,
        int code,
        String description,
        int retryAfter) {
    /** How a call goes wrong. */
    public enum Kind {
        /** The connection is cut and nothing has happened. */
        CUT_BEFORE,
        /** The connection is cut after the call did its work. */
        CUT_AFTER,
        /** An error is answered and nothing has happened. */
        ERROR,
        /** Only the delay. */
        SLOW
    }

    boolean matches(Bot caller, String calledMethod, String calledChat) {
        return bot.filter(wanted -> wanted != caller).isEmpty()
                && method.filter(wanted ->
                                !wanted.toLowerCase(Locale.ROOT).equals(calledMethod.toLowerCase(Locale.ROOT)))
                        .isEmpty()
                && chat.filter(wanted -> !wanted.equals(calledChat)).isEmpty();
    }
}
