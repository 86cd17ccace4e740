package org.postwall.telegram.flood;

import java.time.Duration;
import org.postwall.telegram.time.AlarmClock;

/** Does something at the earliest of the times that it was set to. Thread-safe. */
final class Alarm {
    private final AlarmClock clock;
    private final Runnable action;
    private Duration set;

    Alarm(AlarmClock clock, Runnable action) {
        this.clock = clock;
        this.action = action;
    }

    synchronized void set(Duration at) {
        if (set != null && set.compareTo(at) <= 0) {
            return;
        }
        set = at;
        clock.ring(at.minus(clock.now()), () -> {
            rung(at);
            action.run();
        });
    }

    private synchronized void rung(Duration at) {
        if (at.equals(set)) {
            set = null;
        }
    }
}
