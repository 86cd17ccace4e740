package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwall.bot.broadcast.Entry.In;
import org.postwall.bot.broadcast.Entry.Locked;
import org.postwall.bot.broadcast.Entry.WrongToken;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;

/**
 * The memory of what came of the last attempt to get in, so that an update which Telegram delivers again is no second
 * attempt: a wrong token in it must not count twice, and what was missed is told by the server only once.
 */
final class Entrance {
    private final States states;

    Entrance(States states) {
        this.states = states;
    }

    Future<Entry> once(BotContext talk, Supplier<Future<Entry>> attempt) {
        return states.get(talk.chat())
                .map(state -> state.orElseGet(JsonObject::new))
                .compose(json -> read(json, talk.errand())
                        .map(Future::succeededFuture)
                        .orElseGet(() -> attempt.get()
                                .compose(entry -> states.put(talk.chat(), write(json, entry, talk.errand()))
                                        .map(entry))));
    }

    /** What else is kept of the chat stays. */
    private static JsonObject write(JsonObject json, Entry entry, String errand) {
        json.put("tried", errand);
        if (entry instanceof In in) {
            return json.put("entry", "in").put("missed", in.missed()).put("before", in.before());
        }
        return entry instanceof Locked locked
                ? json.put("entry", "locked").put("seconds", locked.time().toSeconds())
                : json.put("entry", "wrong");
    }

    private static Optional<Entry> read(JsonObject json, String errand) {
        if (!errand.equals(json.getValue("tried"))) {
            return Optional.empty();
        }
        return switch (json.getString("entry", "")) {
            case "in" -> Optional.of(new In(json.getLong("missed"), json.getBoolean("before")));
            case "locked" -> Optional.of(new Locked(Duration.ofSeconds(json.getLong("seconds"))));
            case "wrong" -> Optional.of(new WrongToken());
            default -> Optional.empty();
        };
    }
}
