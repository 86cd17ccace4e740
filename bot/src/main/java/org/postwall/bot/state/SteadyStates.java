package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States that outlive their store's absence: kept in a store that survives restarts, and in a second one that is always
 * there. Never fails. Thread-safe.
 *
 * <p>While the first is away the second answers. What could not be written is written when the first is back, and until
 * then the second is believed, so that an old question in the first never makes a text look asked for.
 */
public final class SteadyStates implements States {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyStates.class);

    private final States first;
    private final States second;
    /** The chats whose state in the first is out of date, each with a mark of its last change. */
    private final Map<Long, Object> unsaved = new HashMap<>();

    private boolean away;

    public SteadyStates(States first, States second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Future<Optional<JsonObject>> get(long chat) {
        if (isUnsaved(chat)) {
            return save(chat).compose(tried -> second.get(chat));
        }
        return first.get(chat).onComplete(result -> noted(result.cause())).recover(failure -> second.get(chat));
    }

    @Override
    public Future<Void> put(long chat, JsonObject state) {
        mark(chat);
        return second.put(chat, state).compose(kept -> save(chat));
    }

    @Override
    public Future<Void> remove(long chat) {
        mark(chat);
        return second.remove(chat).compose(kept -> save(chat));
    }

    private Future<Void> save(long chat) {
        Object change = change(chat);
        return second.get(chat)
                .compose(state -> state.map(value -> first.put(chat, value)).orElseGet(() -> first.remove(chat)))
                .onSuccess(saved -> unmark(chat, change))
                .onComplete(result -> noted(result.cause()))
                .otherwiseEmpty();
    }

    private void noted(Throwable failure) {
        List<Long> late;
        synchronized (this) {
            if (away == (failure != null)) {
                return;
            }
            away = failure != null;
            late = away ? List.of() : List.copyOf(unsaved.keySet());
        }
        if (failure == null) {
            LOG.info("Redis is back, conversations are kept there again");
            late.forEach(this::save);
        } else {
            LOG.warn("Redis is away, conversations are kept in memory meanwhile: {}", failure.getMessage());
        }
    }

    private synchronized boolean isUnsaved(long chat) {
        return unsaved.containsKey(chat);
    }

    private synchronized void mark(long chat) {
        unsaved.put(chat, new Object());
    }

    private synchronized Object change(long chat) {
        return unsaved.get(chat);
    }

    /** Only if nothing changed since: a later change may not have arrived. */
    private synchronized void unmark(long chat, Object change) {
        unsaved.remove(chat, change);
    }
}
