package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postwall.telegram.time.AlarmClock;

/** States in this process's memory: gone after a restart. Thread-safe. */
public final class MemoryStates implements States {
    private final AlarmClock clock;
    /** In the order of writing, so that the expired ones are in front. */
    private final Map<Long, Entry> entries = new LinkedHashMap<>();

    private record Entry(JsonObject state, Duration until) {}

    public MemoryStates(AlarmClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Optional<JsonObject>> get(long chat) {
        forget();
        return Future.succeededFuture(Optional.ofNullable(entries.get(chat))
                .map(entry -> entry.state().copy()));
    }

    @Override
    public synchronized Future<Void> put(long chat, JsonObject state) {
        forget();
        entries.remove(chat);
        entries.put(chat, new Entry(state.copy(), clock.now().plus(LIFETIME)));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> remove(long chat) {
        entries.remove(chat);
        return Future.succeededFuture();
    }

    private void forget() {
        Duration now = clock.now();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().until().compareTo(now) <= 0) {
            oldest.remove();
        }
    }
}
