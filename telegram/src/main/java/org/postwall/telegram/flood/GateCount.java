package org.postwall.telegram.flood;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.postwall.telegram.time.AlarmClock;

/**
 * What is counted at the gate of a bot: who waits there, and what Telegram's 429 cost. It outlives the gate where a new token
 * makes another one. Thread-safe.
 */
public final class GateCount {
    private final AlarmClock clock;
    private final Map<Lane, LongAdder> waiting = new EnumMap<>(Lane.class);
    private final LongAdder sentBack = new LongAdder();
    private final LongAdder floods = new LongAdder();
    private Duration silence = Duration.ZERO;
    private Duration silentUntil = Duration.ZERO;

    public GateCount(AlarmClock clock) {
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new LongAdder());
        }
    }

    /** How many calls of a lane wait, apart from those that were sent back. */
    public long waiting(Lane lane) {
        return waiting.get(lane).sum();
    }

    /** How many calls wait for their next try since Telegram answered them 429. */
    public long sentBack() {
        return sentBack.sum();
    }

    /** How many calls were answered 429. */
    public long floods() {
        return floods.sum();
    }

    /** How long the bot has been silent because of a 429, be it another process's; what is yet to come isn't in it. */
    public synchronized Duration silence() {
        return silence.minus(rest());
    }

    void comes(Lane lane) {
        waiting.get(lane).increment();
    }

    void leaves(Waiting<?> call) {
        (call.again() ? sentBack : waiting.get(call.lane())).decrement();
    }

    void comesBack() {
        sentBack.increment();
    }

    void flood() {
        floods.increment();
    }

    synchronized void silentUntil(Duration until) {
        Duration from = AlarmClock.later(silentUntil, clock.now());
        if (until.compareTo(from) > 0) {
            silence = silence.plus(until.minus(from));
            silentUntil = until;
        }
    }

    /** The silence ends before its time: the gate is closed. */
    synchronized void silenceIsOver() {
        silence = silence.minus(rest());
        silentUntil = Duration.ZERO;
    }

    private Duration rest() {
        Duration now = clock.now();
        return AlarmClock.later(silentUntil, now).minus(now);
    }
}
