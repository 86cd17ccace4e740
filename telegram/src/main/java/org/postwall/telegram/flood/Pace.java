package org.postwall.telegram.flood;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.postwall.telegram.time.AlarmClock;

/** How fast this process may send for the whole bot, lane by lane. Not thread-safe. */
final class Pace {
    /** Some may follow each other at once, so that an alarm that rings late costs nothing. */
    private static final int CATCH_UP = 6;
    /** Alone, mailings keep to 5/6 of the limit: their pause is longer by a fifth. */
    private static final int ROOM_FOR_OTHERS = 5;

    private final Budget budget;
    private final Window second;
    /** Mailings are spread evenly, so that an answer never finds the whole second taken. */
    private final Bucket bulk;
    /** Until when the budget has nothing for a lane. */
    private final Map<Lane, Duration> closed = new EnumMap<>(Lane.class);

    Pace(FloodLimits limits, Budget budget) {
        this.budget = budget;
        this.second = new Window(limits.botPerSecond(), FloodLimits.SECOND);
        this.bulk = new Bucket(limits.botPerSecond(), CATCH_UP);
    }

    /** The earliest time at which the next one of a lane may ask for permission. */
    Duration next(Lane lane) {
        Duration open = AlarmClock.later(second.next(), closed.getOrDefault(lane, Duration.ZERO));
        if (lane != Lane.BULK) {
            return open;
        }
        return AlarmClock.later(open, budget.isShared() ? bulk.next() : bulk.nextInTurn());
    }

    /** One of the lane asks for permission. */
    void asks(Lane lane, Duration now) {
        if (lane == Lane.BULK) {
            bulk.take(now);
            if (!budget.isShared()) {
                bulk.stretch(ROOM_FOR_OTHERS);
            }
        }
    }

    /** It got none. */
    void refused(Lane lane) {
        if (lane == Lane.BULK) {
            bulk.giveBack();
        }
    }

    /** There is nothing for a lane until then, nor for those after it. */
    void close(Lane first, Duration until) {
        for (Lane lane : Lane.values()) {
            if (lane.compareTo(first) >= 0) {
                closed.merge(lane, until, AlarmClock::later);
            }
        }
    }

    /** When there is room in the second again: permissions that were long on their way may come in a bunch. */
    Duration room() {
        return second.next();
    }

    void leaves(Duration now) {
        second.take(now);
    }
}
