package org.postwall.bot.broadcast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postwall.telegram.time.AlarmClock;

/** A clock that a test moves by hand. */
final class HandClock implements AlarmClock {
    private final List<Alarm> alarms = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Alarm(Duration at, Runnable action) {}

    @Override
    public synchronized Duration now() {
        return now;
    }

    @Override
    public synchronized void ring(Duration later, Runnable action) {
        alarms.add(new Alarm(now.plus(later), action));
    }

    /** How many alarms wait. */
    synchronized int alarms() {
        return alarms.size();
    }

    /** Moves on and rings what is due. */
    void pass(Duration time) {
        List<Alarm> due;
        synchronized (this) {
            now = now.plus(time);
            due = alarms.stream()
                    .filter(alarm -> alarm.at().compareTo(now) <= 0)
                    .toList();
            alarms.removeAll(due);
        }
        due.forEach(alarm -> alarm.action().run());
    }
}
