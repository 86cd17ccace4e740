package org.postwall.simulator.limits;

import java.time.Duration;
import java.time.Instant;

/**
 * A bucket of tokens that fills steadily. Whoever finds it too empty is locked out for whole seconds, as with
 * Telegram: trying again earlier doesn't help.
 */
final class Bucket {
    private final double capacity;
    private final double perSecond;
    private double tokens;
    private Instant filled;
    private Instant lockedUntil = Instant.MIN;

    Bucket(double capacity, double perSecond, Instant now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.filled = now;
    }

    /** Seconds to wait before {@code count} tokens may be taken; 0 when they may be taken now. */
    int secondsUntil(int count, Instant now) {
        if (now.isBefore(lockedUntil)) {
            return seconds(Duration.between(now, lockedUntil));
        }
        fill(now);
        // An album larger than the whole bucket may go when the bucket is full.
        double missing = Math.min(count, capacity) - tokens;
        if (missing <= 0) {
            return 0;
        }
        int wait = (int) Math.max(1, Math.ceil(missing / perSecond));
        lockedUntil = now.plusSeconds(wait);
        return wait;
    }

    void take(int count) {
        tokens -= count;
    }

    boolean isFull(Instant now) {
        fill(now);
        return tokens >= capacity && !now.isBefore(lockedUntil);
    }

    private void fill(Instant now) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(capacity, tokens + seconds * perSecond);
            filled = now;
        }
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, (duration.toMillis() + 999) / 1000);
    }
}
