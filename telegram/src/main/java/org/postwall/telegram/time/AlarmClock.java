package org.postwall.telegram.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** A clock that never jumps and can ring: everything that waits takes one, so that tests wait for nothing. */
public interface AlarmClock {
    /** The time since a moment that is fixed as long as the process runs. */
    Duration now();

    /** Runs an action once, {@code later} from now; at the next occasion if that is zero or less. */
    void ring(Duration later, Runnable action);

    /** The later of two times. */
    static Duration later(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** The clock of an event loop. */
    static AlarmClock of(Vertx vertx) {
        return new AlarmClock() {
            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void ring(Duration later, Runnable action) {
                // Rounded up: a timer that fires early would only find that it is not time yet.
                vertx.setTimer(Math.max(1, later.plusNanos(999_999).toMillis()), id -> action.run());
            }
        };
    }
}
