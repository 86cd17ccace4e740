package org.postwall.server.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postwall.telegram.time.AlarmClock;

/** A clock that stands still until it is moved, and rings on its way. */
final class HandClock extends Clock implements AlarmClock {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final List<Ring> rings = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Ring(Duration at, Runnable action) {}

    void pass(Duration time) {
        Duration end = now.plus(time);
        for (Optional<Ring> next = next(end); next.isPresent(); next = next(end)) {
            rings.remove(next.get());
            now = next.get().at().compareTo(now) > 0 ? next.get().at() : now;
            next.get().action().run();
        }
        now = end;
    }

    private Optional<Ring> next(Duration end) {
        return rings.stream().filter(ring -> ring.at().compareTo(end) <= 0).min(Comparator.comparing(Ring::at));
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void ring(Duration later, Runnable action) {
        rings.add(new Ring(now.plus(later), action));
    }

    @Override
    public Instant instant() {
        return START.plus(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
