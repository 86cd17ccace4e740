package org.postwall.telegram.flood;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A limit of so many within any stretch of time, wherever that begins. Not thread-safe.
 *
 * <p>The stretch is a little longer than the limit says, as messages may bunch up on their way.
 */
final class Window {
    private static final Duration SLACK = Duration.ofMillis(10);

    private final int most;
    private final Duration stretch;
    private final Deque<Duration> taken = new ArrayDeque<>();

    /** A window that lets {@code most} through per stretch; 0: any number. */
    Window(int most, Duration stretch) {
        this.most = most;
        this.stretch = stretch(stretch);
    }

    /** How long one counts at a limit of so many within a time. */
    static Duration stretch(Duration within) {
        return within.plus(SLACK);
    }

    /** The earliest time at which the next one may pass. */
    Duration next() {
        return most == 0 || taken.size() < most
                ? Duration.ZERO
                : taken.getFirst().plus(stretch);
    }

    void take(Duration now) {
        if (most == 0) {
            return;
        }
        taken.addLast(now);
        if (taken.size() > most) {
            taken.removeFirst();
        }
    }

    boolean isEmpty(Duration now) {
        return taken.isEmpty() || taken.getLast().plus(stretch).compareTo(now) <= 0;
    }
}
