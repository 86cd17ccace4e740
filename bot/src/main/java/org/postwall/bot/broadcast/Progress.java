package org.postwall.bot.broadcast;

import java.util.Map;

/**
 * How far a message got.
 *
 * @param counts how many deliveries are in each state
 * @param finished whether every delivery has ended
 */
public record Progress(Map<String, Long> counts, boolean finished) {
    public Progress {
        counts = Map.copyOf(counts);
    }

    long in(State state) {
        return counts.getOrDefault(state.word(), 0L);
    }

    /** All deliveries, also in states that this version doesn't know. */
    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of deliveries that have ended, in whole percent; 100 only when all have. */
    int percent() {
        long total = total();
        long done = 0;
        for (State state : State.values()) {
            done += state.isFinal() ? in(state) : 0;
        }
        return total == 0 ? 0 : (int) (done * 100 / total);
    }
}
