package org.postwall.telegram.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double from try to try up to a limit, each shortened at random by up to a half so that many who failed
 * together don't come back together. Not thread-safe.
 */
public final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.next = first;
    }

    public Duration next() {
        Duration full = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(most) > 0 ? most : doubled;
        return full.minusMillis((long) (random.nextDouble() * full.toMillis() / 2));
    }

    /** Begins anew after a success. */
    public void reset() {
        next = first;
    }
}
