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
 * The memory of what came of the last attempt to get in, so that a message which Telegram delivers again is no second
 * attempt: a wrong token in it must not count twice.
 */
final class Entrance {
    private final States states;

    Entrance(States states) {
        this.states = states;
    }

    Future<Entry> once(BotContext talk, Supplier<Future<Entry>> attempt) {
        return states.get(talk.chat())
                .compose(state -> state.flatMap(json -> read(json, talk.messageId()))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> attempt.get()
                                .compose(entry -> states.put(talk.chat(), write(entry, talk.messageId()))
                                        .map(entry))));
    }

    private static JsonObject write(Entry entry, int message) {
        JsonObject json = new JsonObject().put("tried", message);
        if (entry instanceof In in) {
            return json.put("entry", "in").put("missed", in.missed());
        }
        return entry instanceof Locked locked
                ? json.put("entry", "locked").put("seconds", locked.time().toSeconds())
                : json.put("entry", "wrong");
    }

    private static Optional<Entry> read(JsonObject json, int message) {
        if (json.getInteger("tried", 0) != message) {
            return Optional.empty();
        }
        return switch (json.getString("entry", "")) {
            case "in" -> Optional.of(new In(json.getLong("missed")));
            case "locked" -> Optional.of(new Locked(Duration.ofSeconds(json.getLong("seconds"))));
            case "wrong" -> Optional.of(new WrongToken());
            default -> Optional.empty();
        };
    }
}
