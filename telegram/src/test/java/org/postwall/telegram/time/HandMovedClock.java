package org.postwall.telegram.time;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that stands still until a test moves it; what was to ring meanwhile rings in order. */
public final class HandMovedClock implements AlarmClock {
    private final Queue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparing(Alarm::number));
    private Duration now = Duration.ofHours(1);
    private long numbers;

    private record Alarm(Duration at, long number, Runnable action) {}

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void ring(Duration later, Runnable action) {
        alarms.add(new Alarm(now.plus(later), numbers++, action));
    }

    /** Moves on; alarms ring at their own time. */
    public void move(Duration time) {
        Duration end = now.plus(time);
        while (!alarms.isEmpty() && alarms.peek().at().compareTo(end) <= 0) {
            Alarm alarm = alarms.remove();
            now = alarm.at().compareTo(now) > 0 ? alarm.at() : now;
            alarm.action().run();
        }
        now = end;
    }

    /** How many alarms are set. */
    public int alarms() {
        return alarms.size();
    }
}
