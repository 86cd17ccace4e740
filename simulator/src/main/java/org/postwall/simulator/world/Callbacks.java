package org.postwall.simulator.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The taps on inline buttons, the last {@value #LIMIT} of them. */
public final class Callbacks {
    /** How long a bot may take to answer a tap. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int LIMIT = 100_000;
    private static final long FIRST_ID = 4_382_000_000_000_000L;

    private final Map<String, Callback> byId = new LinkedHashMap<>();
    private final Clock clock;
    private final Changes changes;
    private long last = FIRST_ID;

    Callbacks(Clock clock, Changes changes) {
        this.clock = clock;
        this.changes = changes;
    }

    Callback open(Bot bot, Person person, Message message, String data) {
        Callback callback = new Callback(Long.toString(++last), bot, person, message, data, clock.instant());
        byId.put(callback.id(), callback);
        if (byId.size() > LIMIT) {
            var oldest = byId.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return callback;
    }

    public Optional<Callback> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The tap a bot may still answer. */
    public Optional<Callback> answerable(String id, Bot bot) {
        Instant oldest = clock.instant().minus(WINDOW);
        return find(id).filter(
                        callback -> callback.bot() == bot && !callback.at().isBefore(oldest));
    }

    /** Keeps the first answer; a second one changes nothing. */
    public void answer(Callback callback, Optional<String> text, boolean alert, Optional<String> url) {
        if (!callback.answered()) {
            callback.answer(text, alert, url);
            changes.tell(new Change.CallbackAnswered(callback));
        }
    }

    void forget() {
        byId.clear();
    }
}
