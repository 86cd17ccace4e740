package org.postwall.telegram.updates;

import java.time.Duration;

/**
 * How long handling one update is tried.
 *
 * @param attempts after how many failures it is parked
 * @param firstPause the pause after the first failure; it doubles from failure to failure
 * @param mostPause the longest pause
 * @param attemptLimit after which time an attempt that doesn't end counts as failed
 */
public record Patience(int attempts, Duration firstPause, Duration mostPause, Duration attemptLimit) {
    /** About a minute altogether: longer than a restart of what the handlers need, shorter than people wait. */
    public static final Patience USUAL =
            new Patience(8, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(10));
}
