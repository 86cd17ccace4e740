package org.postwall.server.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many deliveries of a source end per second, over the last ten seconds. */
final class Pace {
    private static final long SECONDS = 10;

    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Duration since;

    private record Mark(Duration at, int many) {}

    Pace(Duration now) {
        since = now;
    }

    void ended(Duration now, int many) {
        marks.addLast(new Mark(now, many));
        forget(now);
    }

    double perSecond(Duration now) {
        forget(now);
        double seconds = Math.max(1, Math.min(SECONDS, now.minus(since).toMillis() / 1000.0));
        double rate = marks.stream().mapToInt(Mark::many).sum() / seconds;
        return Math.round(rate * 10) / 10.0;
    }

    private void forget(Duration now) {
        while (!marks.isEmpty() && now.minus(marks.getFirst().at()).toSeconds() >= SECONDS) {
            marks.removeFirst();
        }
    }
}
