package org.postwall.simulator.api;

import java.time.Clock;
import java.time.Duration;

/** Leaving the server, as before moving to one of one's own. */
final class Session {
    private static final Duration AWAY = Duration.ofMinutes(10);

    private final Clock clock;

    Session(Clock clock) {
        this.clock = clock;
    }

    boolean logOut(Call call) {
        call.bot().updates().leave();
        call.bot().logOut(clock.instant().plus(AWAY));
        return true;
    }

    boolean close(Call call) {
        call.bot().updates().leave();
        return true;
    }
}
