package org.postwall.telegram.flood;

import java.time.Duration;

/**
 * A limit of one per pause on average, where some may follow each other at once after a rest. Not thread-safe.
 *
 * <p>The pause is a hundredth longer than the limit says, as messages may bunch up on their way.
 */
final class Bucket {
    private final Duration pause;
    private final Duration credit;
    /** When the bucket will be full again, were nothing more taken. */
    private Duration full = Duration.ZERO;

    /** A bucket that lets {@code perSecond} through, {@code burst} of them at once; 0 per second: any number. */
    Bucket(int perSecond, int burst) {
        this.pause = perSecond == 0 ? Duration.ZERO : Duration.ofMillis(1010).dividedBy(perSecond);
        this.credit = pause.multipliedBy(burst - 1L);
    }

    /** The earliest time at which the next one may pass. */
    Duration next() {
        return full.minus(credit);
    }

    void take(Duration now) {
        full = (full.compareTo(now) > 0 ? full : now).plus(pause);
    }

    boolean isFull(Duration now) {
        return full.compareTo(now) <= 0;
    }
}
