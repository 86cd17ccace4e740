package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Broadcasting as masters need it. Calls fail with {@link BroadcastAway} or {@link BroadcastRefused}. Persons are named by
 * their {@link Pseudonyms}.
 */
public interface Broadcasts {
    /** The same on one errand, whose name stands in the logs of all that its calls pass. */
    default Broadcasts named(String errand) {
        return this;
    }

    Future<Boolean> isMaster(String person);

    /** Makes who shows the token a master if it is right. */
    Future<Entry> register(Shown token);

    /** Stores a message for all followers once per key, and answers with its number. */
    Future<Long> send(NewMessage message);

    /** How far a message got; nothing if there is none with this number. */
    Future<Optional<Progress>> progress(long id);

    /** Gives an order about a message; false if it can't be followed. */
    Future<Boolean> order(long id, Order order);
}
