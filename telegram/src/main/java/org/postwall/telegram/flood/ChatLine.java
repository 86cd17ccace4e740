package org.postwall.telegram.flood;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postwall.telegram.time.AlarmClock;

/**
 * The calls that wait for one chat, with the limits of that chat. Calls of a lane keep their order: the next one asks
 * for permission when the one before was answered. Not thread-safe.
 */
final class ChatLine {
    private final String chat;
    private final Bucket bucket;
    private final Window minute;
    private final Map<Lane, Deque<Waiting<?>>> waiting = new EnumMap<>(Lane.class);
    /** Until when the budget has nothing for this chat. */
    private Duration closed = Duration.ZERO;

    /** How many asked for permission and aren't answered yet. */
    private int out;

    /** The line of a chat by its id or {@code @name}; an empty name is for calls that need no order. */
    ChatLine(String chat, FloodLimits limits) {
        this.chat = chat;
        this.bucket = new Bucket(limits.chatPerSecond(), limits.chatBurst());
        this.minute = new Window(FloodLimits.isGroup(chat) ? limits.groupPerMinute() : 0, FloodLimits.MINUTE);
    }

    String chat() {
        return chat;
    }

    void add(Waiting<?> call) {
        calls(call.lane()).addLast(call);
    }

    boolean hasWaiting(Lane lane) {
        return !calls(lane).isEmpty();
    }

    /** Whether one is on its way, so that the next one must wait. */
    boolean isBusy() {
        return out > 0 && !chat.isEmpty();
    }

    /** The earliest time at which the first call of a lane may ask for permission. */
    Duration next(Lane lane) {
        return calls(lane).getFirst().cost() == Cost.MESSAGE
                ? AlarmClock.later(closed, AlarmClock.later(bucket.next(), minute.next()))
                : Duration.ZERO;
    }

    /** Takes the first call of a lane out, to ask for permission; nothing else of this chat does meanwhile. */
    Waiting<?> asks(Lane lane) {
        out++;
        return calls(lane).removeFirst();
    }

    /** A call that got no permission is the first of its lane again. */
    void putBack(Waiting<?> call) {
        calls(call.lane()).addFirst(call);
        out--;
    }

    void close(Duration until) {
        closed = AlarmClock.later(closed, until);
    }

    void leaves(Cost cost, Duration now) {
        if (cost == Cost.MESSAGE) {
            bucket.take(now);
            minute.take(now);
        }
    }

    void answered() {
        out--;
    }

    /** Whether forgetting this line would change nothing. */
    boolean isIdle(Duration now) {
        return out == 0
                && waiting.values().stream().allMatch(Deque::isEmpty)
                && bucket.isFull(now)
                && minute.isEmpty(now)
                && closed.compareTo(now) <= 0;
    }

    List<Waiting<?>> clear() {
        List<Waiting<?>> all =
                waiting.values().stream().<Waiting<?>>flatMap(Deque::stream).toList();
        waiting.clear();
        return all;
    }

    private Deque<Waiting<?>> calls(Lane lane) {
        return waiting.computeIfAbsent(lane, none -> new ArrayDeque<>());
    }
}
