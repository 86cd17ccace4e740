package org.postwall.server.outbox;

import java.util.List;
import java.util.Map;

/**
 * How many deliveries of a source stand where, and why some aren't sent.
 *
 * @param reasons the most frequent first
 */
record Numbers(Map<State, Long> counts, List<Reason> reasons) {
    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many aren't in a final state. */
    long left() {
        return counts.entrySet().stream()
                .filter(one -> !one.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
