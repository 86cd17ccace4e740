package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoStore;

/** Everything that broadcasting is made of, wired by hand. */
public final class BroadcastParts {
    private final MessageRoutes messages;

    /**
     * Call on the event loop that serves HTTP.
     *
     * @param secret what the key of pseudonyms comes from; absent: a random one kept in MongoDB
     */
    public BroadcastParts(
            MongoStore mongo,
            Optional<Secret> secret,
            Deliveries deliveries,
            Announcements announcements,
            Clock clock) {
        MongoKey random = new MongoKey(mongo);
        Pseudonyms pseudonyms =
                new Pseudonyms(() -> secret.map(known -> Future.succeededFuture(known.derive("broadcast people")))
                        .orElseGet(random::get));
        MongoIndexes indexes = new MongoIndexes(mongo);
        messages = new MessageRoutes(
                new Messages(new MongoMessages(mongo, indexes), pseudonyms, announcements, clock), deliveries);
    }

    public MessageRoutes messages() {
        return messages;
    }
}
