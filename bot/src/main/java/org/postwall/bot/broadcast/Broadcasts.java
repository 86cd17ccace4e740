package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Broadcasting as masters need it. Calls fail with {@link BroadcastAway} or {@link BroadcastRefused}. */
public interface Broadcasts {
    /** The same on one errand, whose name stands in the logs of all that its calls pass. */
    default Broadcasts named(String errand) {
        return this;
    }

    /**
     * Stores a file, and answers with its id there; the same content is the same file.
     *
     * @param name tells by its extension what the file is; it is logged on its way, so it must tell nothing else
     */
    Future<String> upload(String name, Buffer content);

    /** Stores a message for all followers once per key, and answers with its number. */
    Future<Long> send(NewMessage message);

    /** The number of the message that was stored with a key. */
    Future<Optional<Long>> find(String key);

    /** Changes text or caption for all followers; false if it is too late for that. */
    Future<Boolean> edit(long id, NewMessage message);

    /** How far a message got; nothing if there is none with this number. */
    Future<Optional<Progress>> progress(long id);

    /** Gives an order about a message; false if it can't be followed. */
    Future<Boolean> order(long id, Order order);
}
