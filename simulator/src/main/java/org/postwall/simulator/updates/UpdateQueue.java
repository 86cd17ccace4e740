package org.postwall.simulator.updates;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The updates of one bot that nobody has confirmed yet, in order of their numbers.
 *
 * <p>Rules of <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>: an offset confirms everything
 * below it, a negative one forgets all but the last so many, one that the queue can't know means its head; what is not
 * confirmed within 24 hours is forgotten. Types that the bot didn't ask for never enter.
 */
public final class UpdateQueue {
    /** What a bot gets that never said what it wants: all but these. */
    private static final Set<String> ON_REQUEST = Set.of("chat_member", "message_reaction", "message_reaction_count");

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LIMIT = 100_000;
    /** How far beyond the newest update an offset is still believed, as in Telegram's server. */
    private static final int NEAR_FUTURE = 10;

    private final Clock clock;
    private final TreeMap<Integer, Update> waiting = new TreeMap<>();
    private int next;
    private List<String> allowed = List.of();
    private Consumer<Update> arrival = update -> {};

    public UpdateQueue(Clock clock, int first) {
        this.clock = clock;
        this.next = first;
    }

    /** Called whenever an update entered; there is one listener, the later replaces the earlier. */
    void onArrival(Consumer<Update> listener) {
        arrival = listener;
    }

    /** Adds an update and gives its number, or nothing if the bot doesn't want this type. */
    public OptionalInt add(String type, String lane, JsonObject payload) {
        if (!wants(type)) {
            return OptionalInt.empty();
        }
        int id = next++;
        JsonObject body = new JsonObject().put("update_id", id).put(type, payload);
        Update update = new Update(id, type, lane, body, clock.instant());
        waiting.put(id, update);
        if (waiting.size() > LIMIT) {
            waiting.pollFirstEntry();
        }
        arrival.accept(update);
        return OptionalInt.of(id);
    }

    private boolean wants(String type) {
        return allowed.isEmpty() ? !ON_REQUEST.contains(type) : allowed.contains(type);
    }

    /** Sets the types to be queued from now on; an empty list is the default set. */
    public void allow(List<String> types) {
        allowed = List.copyOf(types);
    }

    public List<String> allowed() {
        return allowed;
    }

    /** Confirms what {@code offset} confirms and gives the next updates, at most {@code limit}. */
    List<Update> read(int offset, int limit) {
        forgetOld();
        if (offset < 0) {
            while (waiting.size() > -(long) offset) {
                waiting.pollFirstEntry();
            }
        } else if (offset > 0 && offset <= next + NEAR_FUTURE) {
            waiting.headMap(offset).clear();
        }
        List<Update> answer = new ArrayList<>(Math.min(limit, waiting.size()));
        for (Update update : waiting.values()) {
            if (answer.size() == limit) {
                break;
            }
            answer.add(update);
        }
        return answer;
    }

    /** Everything that waits, oldest first. */
    Collection<Update> all() {
        forgetOld();
        return waiting.values();
    }

    /** Whether an update still waits. */
    boolean holds(Update update) {
        return waiting.containsKey(update.id());
    }

    void confirm(int id) {
        waiting.remove(id);
    }

    public void clear() {
        waiting.clear();
    }

    public int size() {
        forgetOld();
        return waiting.size();
    }

    private void forgetOld() {
        Instant limit = clock.instant().minus(KEPT);
        Map.Entry<Integer, Update> oldest = waiting.firstEntry();
        while (oldest != null && oldest.getValue().at().isBefore(limit)) {
            waiting.pollFirstEntry();
            oldest = waiting.firstEntry();
        }
    }
}
