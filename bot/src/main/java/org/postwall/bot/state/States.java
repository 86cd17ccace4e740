package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** One bot's memory of where it stands with each chat. */
public interface States {
    /** How long a state is kept after it was last written. */
    Duration LIFETIME = Duration.ofHours(1);

    Future<Optional<JsonObject>> get(long chat);

    Future<Void> put(long chat, JsonObject state);

    Future<Void> remove(long chat);
}
