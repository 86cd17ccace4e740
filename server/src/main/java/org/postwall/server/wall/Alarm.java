package org.postwall.server.wall;

import java.time.Duration;

/** Calls back later, on the wall's event loop. */
interface Alarm {
    /** Runs {@code action} once after {@code delay}; running the answer before that calls it off. */
    Runnable after(Duration delay, Runnable action);
}
