package org.postwall.telegram.flood;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that wait for one chat, with the limits of that chat. Calls of a lane keep their order: the next one
 * leaves when the one before was answered. Not thread-safe.
 */
final class ChatLine {
    private final Bucket bucket;
    private final Window minute;
    private final boolean ordered;
    private final Map<Lane, Deque<Waiting<?>>> waiting = new EnumMap<>(Lane.class);
    private boolean busy;

    /** The line of a chat by its id or {@code @name}; an empty name is for calls that need no order. */
    ChatLine(String chat, FloodLimits limits) {
        boolean group = chat.startsWith("-") || chat.startsWith("@");
        this.bucket = new Bucket(limits.chatPerSecond(), limits.chatBurst());
        this.minute = new Window(group ? limits.groupPerMinute() : 0, FloodLimits.MINUTE);
        this.ordered = !chat.isEmpty();
    }

    void add(Waiting<?> call) {
        waiting.computeIfAbsent(call.lane(), lane -> new ArrayDeque<>()).add(call);
    }

    boolean hasWaiting(Lane lane) {
        Deque<Waiting<?>> calls = waiting.get(lane);
        return calls != null && !calls.isEmpty();
    }

    boolean isBusy() {
        return busy;
    }

    /** The earliest time at which the first call of a lane may leave. */
    Duration next(Lane lane) {
        if (waiting.get(lane).getFirst().cost() != Cost.MESSAGE) {
            return Duration.ZERO;
        }
        Duration a = bucket.next();
        Duration b = minute.next();
        return a.compareTo(b) > 0 ? a : b;
    }

    Waiting<?> remove(Lane lane) {
        return waiting.get(lane).removeFirst();
    }

    void leaves(Cost cost, Duration now) {
        busy = ordered;
        if (cost == Cost.MESSAGE) {
            bucket.take(now);
            minute.take(now);
        }
    }

    void answered() {
        busy = false;
    }

    /** Whether forgetting this line would change nothing. */
    boolean isIdle(Duration now) {
        return !busy && waiting.values().stream().allMatch(Deque::isEmpty) && bucket.isFull(now) && minute.isEmpty(now);
    }

    List<Waiting<?>> clear() {
        List<Waiting<?>> all =
                waiting.values().stream().<Waiting<?>>flatMap(Deque::stream).toList();
        waiting.clear();
        return all;
    }
}
