package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.postwall.simulator.updates.BotUpdates;
import org.postwall.simulator.updates.Update;

/** Fetching updates by long polls. */
final class Polling {
    private static final int LONGEST = 50;

    Future<Object> getUpdates(Call call) {
        BotUpdates updates = call.bot().updates();
        if (updates.webhook().settings().isPresent()) {
            throw Refusal.of(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; "
                            + "use deleteWebhook to delete the webhook first");
        }
        allow(call, updates);
        int limit = call.params().integer("limit", 100, 1, 100);
        int timeout = call.params().integer("timeout", 0, 0, LONGEST);
        int offset = call.params().integer("offset").orElse(0);
        Future<List<Update>> poll = updates.poll(offset, limit, Duration.ofSeconds(timeout));
        call.gone().onGone(() -> updates.abandon(poll));
        return poll.map(found -> new JsonArray(found.stream().map(Update::body).toList()));
    }

    /** Absent: as before; an empty list: the default set. */
    static void allow(Call call, BotUpdates updates) {
        call.params()
                .array("allowed_updates", "allowed updates")
                .ifPresent(types -> updates.queue()
                        .allow(types.stream()
                                .filter(Objects::nonNull)
                                .map(Object::toString)
                                .toList()));
    }
}
