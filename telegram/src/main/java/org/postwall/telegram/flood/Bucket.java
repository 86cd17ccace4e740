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
        this.pause = pause(perSecond);
        this.credit = pause.multipliedBy(burst - 1L);
    }

    /** The time from one to the next at a limit of so many per second. */
    static Duration pause(int perSecond) {
        return perSecond == 0 ? Duration.ZERO : Duration.ofMillis(1010).dividedBy(perSecond);
    }

    /** The earliest time at which the next one may pass. */
    Duration next() {
        return full.minus(credit);
    }

    /** The earliest time at which the next one may pass if none may catch up. */
    Duration nextInTurn() {
        return full;
    }

    void take(Duration now) {
        full = (full.compareTo(now) > 0 ? full : now).plus(pause);
    }

    /** Makes the pause after the last one longer by a part of a pause. */
    void stretch(int part) {
        full = full.plus(pause.dividedBy(part));
    }

    /** Undoes the last {@link #take}. */
    void giveBack() {
        full = full.minus(pause);
    }

    boolean isFull(Duration now) {
        return full.compareTo(now) <= 0;
    }
}
