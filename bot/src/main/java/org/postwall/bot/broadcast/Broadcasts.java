package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.Optional;

/** Broadcasting as masters need it. Calls fail with {@link BroadcastAway} or {@link BroadcastRefused}. */
public interface Broadcasts {
    /** The same on one errand, whose name stands in the logs of all that its calls pass. */
    default Broadcasts named(String errand) {
        return this;
    }

    Future<Boolean> isMaster(long person);

    /** Makes a person a master if the token is right. */
    Future<Entry> register(long person, String token);

    /** Stores a message for all followers once per key, and answers with its number. */
    Future<Long> send(NewMessage message);

    /** How far a message got; nothing if there is none with this number. */
    Future<Optional<Progress>> progress(long id);

    /** Gives an order about a message; false if it can't be followed. */
    Future<Boolean> order(long id, Order order);
}
