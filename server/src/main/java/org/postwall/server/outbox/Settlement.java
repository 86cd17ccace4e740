package org.postwall.server.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of claimed deliveries, until the store has it: those that end while one write is on its way make
 * the next. On one event loop.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String bot;
    private final long fence;
    private final DeliveryStore store;
    private final AlarmClock alarms;
    private final Consumer<List<Outcome>> written;
    private final List<Outcome> waiting = new ArrayList<>();
    private boolean writing;

    /** @param written told what the store has, each once; it may add more */
    Settlement(String bot, long fence, DeliveryStore store, AlarmClock alarms, Consumer<List<Outcome>> written) {
        this.bot = bot;
        this.fence = fence;
        this.store = store;
        this.alarms = alarms;
        this.written = written;
    }

    void add(Outcome outcome) {
        waiting.add(outcome);
        write();
    }

    private void write() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        List<Outcome> now = List.copyOf(waiting);
        waiting.clear();
        store.settle(fence, now).onComplete(settled -> {
            if (settled.failed()) {
                LOG.warn(
                        "{}: the outbox can't be written: {}",
                        bot,
                        settled.cause().toString());
                waiting.addAll(0, now);
                alarms.ring(PAUSE, this::again);
                return;
            }
            writing = false;
            written.accept(now);
            write();
        });
    }

    private void again() {
        writing = false;
        write();
    }
}
