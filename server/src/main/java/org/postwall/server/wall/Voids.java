package org.postwall.server.wall;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that may have no post, being filled with voids in the background until that succeeds.
 *
 * <p>Where a post stands after all, it stays. If this process dies first, others notice the missing numbers.
 */
final class Voids {
    private static final Logger LOG = LoggerFactory.getLogger(Voids.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 1000;

    private final PostStore store;
    private final Alarm alarm;
    private final TreeSet<Long> waiting = new TreeSet<>();
    private boolean busy;

    Voids(PostStore store, Alarm alarm) {
        this.store = store;
        this.alarm = alarm;
    }

    void abandon(Collection<Long> numbers) {
        waiting.addAll(numbers);
        fill();
    }

    private void fill() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        List<Long> batch = waiting.stream().limit(BATCH).toList();
        store.fill(batch).onComplete(done -> {
            if (done.succeeded()) {
                batch.forEach(waiting::remove);
                busy = false;
                fill();
            } else {
                LOG.debug("numbers {} to {} not filled yet", batch.get(0), batch.get(batch.size() - 1), done.cause());
                alarm.after(PAUSE, () -> {
                    busy = false;
                    fill();
                });
            }
        });
    }
}
