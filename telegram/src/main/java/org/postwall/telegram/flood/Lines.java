package org.postwall.telegram.flood;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.postwall.telegram.Call;

/**
 * All that waits, in the order in which it may leave: what a 429 sent back, then lane by lane, and within a lane the
 * chats in turn. Not thread-safe.
 */
final class Lines {
    private final FloodLimits limits;
    private final Pace pace;
    private final Alarm alarm;
    /** By last use, the longest unused in front. */
    private final Map<String, ChatLine> lines = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Lane, Set<ChatLine>> lanes = new EnumMap<>(Lane.class);
    private final Queue<Waiting<?>> back = new PriorityQueue<>(Comparator.comparingLong(Waiting::place));
    private long places;

    /** @param alarm is set to when something may leave that may not leave yet */
    Lines(FloodLimits limits, Pace pace, Alarm alarm) {
        this.limits = limits;
        this.pace = pace;
        this.alarm = alarm;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LinkedHashSet<>());
        }
    }

    <T> void add(Call<T> call, Cost cost, Lane lane, Promise<T> done) {
        String chat = cost == Cost.NOTHING ? "" : call.chat();
        ChatLine line = lines.computeIfAbsent(chat, name -> new ChatLine(name, limits));
        line.add(new Waiting<>(call, cost, lane, line, places++, false, done));
        lanes.get(lane).add(line);
    }

    /** Puts a call in front of all others. Its chat's line stays busy, so that nothing there overtakes it. */
    void addBack(Waiting<?> call) {
        back.add(call.oneMoreTime());
    }

    /** Takes the next call out that may ask for permission; null if there is none. */
    Waiting<?> next(Duration now) {
        Waiting<?> found = back.isEmpty() ? scan(now) : fromBack(now);
        if (found != null && found.cost() != Cost.NOTHING) {
            pace.asks(found.lane(), now);
        }
        return found;
    }

    /** Puts a call that got no permission where it was. */
    void putBack(Waiting<?> call) {
        if (call.cost() != Cost.NOTHING) {
            pace.refused(call.lane());
        }
        if (call.again()) {
            back.add(call);
        } else {
            call.line().putBack(call);
        }
    }

    /** A call got permission. Its chat goes to the end of the lane, or out: the others are next. */
    void leaves(Waiting<?> call, Duration now) {
        call.line().leaves(call.cost(), now);
        if (call.cost() != Cost.NOTHING) {
            pace.leaves(now);
        }
        if (!call.again()
                && lanes.get(call.lane()).remove(call.line())
                && call.line().hasWaiting(call.lane())) {
            lanes.get(call.lane()).add(call.line());
        }
    }

    /** Takes everything out. */
    List<Waiting<?>> clear() {
        List<Waiting<?>> all = new ArrayList<>(back);
        back.clear();
        lines.values().forEach(line -> all.addAll(line.clear()));
        lanes.values().forEach(Set::clear);
        return all;
    }

    /** How many chats are remembered: those that wrote or wait just now. */
    int remembered() {
        return lines.size();
    }

    void forgetIdle(Duration now) {
        Iterator<ChatLine> oldest = lines.values().iterator();
        while (oldest.hasNext() && oldest.next().isIdle(now)) {
            oldest.remove();
        }
    }

    private Waiting<?> fromBack(Duration now) {
        Waiting<?> first = back.element();
        Duration open = first.cost() == Cost.NOTHING ? Duration.ZERO : pace.next(first.lane());
        return isOpen(open, now) ? back.remove() : null;
    }

    private Waiting<?> scan(Duration now) {
        for (Lane lane : Lane.values()) {
            Set<ChatLine> waiting = lanes.get(lane);
            ChatLine free = lines.get("");
            if (free != null && free.hasWaiting(lane)) {
                return free.asks(lane);
            }
            // Otherwise nobody of this lane may leave, and no line need be looked at.
            if (!waiting.isEmpty() && isOpen(pace.next(lane), now)) {
                for (ChatLine line : waiting) {
                    if (!line.isBusy() && line.hasWaiting(lane) && isOpen(line.next(lane), now)) {
                        return line.asks(lane);
                    }
                }
            }
        }
        return null;
    }

    private boolean isOpen(Duration from, Duration now) {
        if (from.compareTo(now) <= 0) {
            return true;
        }
        alarm.set(from);
        return false;
    }
}
