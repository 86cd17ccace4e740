package org.postwall.telegram.updates;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.postwall.telegram.time.AlarmClock;

/**
 * A memory of the update ids handled lately. A set, not a high-water mark: after a week of silence Telegram may go on
 * from any id, a lower one too. Not thread-safe.
 *
 * <p>Ids are forgotten after longer than Telegram keeps updates (24 h), and the oldest ones beyond a fixed number.
 */
final class Seen {
    private static final Duration LIFETIME = Duration.ofHours(25);
    private static final int MOST = 20_000;

    private final AlarmClock clock;
    private final Set<Integer> ids = new HashSet<>();
    private final Deque<Entry> byAge = new ArrayDeque<>();

    private record Entry(int id, Duration at) {}

    Seen(AlarmClock clock) {
        this.clock = clock;
    }

    boolean contains(int id) {
        forget();
        return ids.contains(id);
    }

    void add(int id) {
        if (ids.add(id)) {
            byAge.add(new Entry(id, clock.now()));
        }
        forget();
    }

    private void forget() {
        Duration oldest = clock.now().minus(LIFETIME);
        while (!byAge.isEmpty() && (byAge.size() > MOST || byAge.getFirst().at().compareTo(oldest) < 0)) {
            ids.remove(byAge.removeFirst().id());
        }
    }
}
