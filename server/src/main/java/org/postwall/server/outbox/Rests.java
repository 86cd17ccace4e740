package org.postwall.server.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chats that got so much that they must rest (generic cell rate algorithm, ITU-T I.371). What would wait for them at the
 * gate would keep others from being sent.
 */
final class Rests {
    /** When each chat would have rested from all it got. */
    private final Map<Long, Duration> rested = new HashMap<>();

    void sent(long chat, Tempo tempo, Duration now) {
        if (!tempo.perChat().isZero()) {
            rested.merge(
                    chat,
                    now.plus(tempo.perChat()),
                    (before, first) -> later(before, now).plus(tempo.perChat()));
        }
    }

    /** How long a chat must still rest; zero where it need not. */
    Duration left(long chat, Tempo tempo, Duration now) {
        Duration until =
                rested.getOrDefault(chat, Duration.ZERO).minus(tempo.perChat().multipliedBy(tempo.burst() - 1L));
        return until.compareTo(now) > 0 ? until.minus(now) : Duration.ZERO;
    }

    Set<Long> resting(Tempo tempo, Duration now) {
        rested.values().removeIf(until -> until.compareTo(now) <= 0);
        return rested.keySet().stream()
                .filter(chat -> !left(chat, tempo, now).isZero())
                .collect(Collectors.toSet());
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
