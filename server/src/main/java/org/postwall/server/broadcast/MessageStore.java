package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where messages are kept, by number. */
interface MessageStore {
    /** The number after the last one that was ever used. */
    Future<Long> next();

    /**
     * Whether the message was stored; not where its number or its key is taken. A number is stored only after all below
     * it, so whoever sees it has seen these.
     */
    Future<Boolean> insert(Message message);

    /** Gives a message other words. */
    Future<Void> reword(long id, Content content);

    /** Notes that nobody gets a message any more who hasn't. */
    Future<Void> withdraw(long id);

    Future<Optional<Message>> find(long id);

    Future<Optional<Message>> withKey(String key);

    /** At most {@code limit} messages with numbers above {@code after}, ascending. */
    Future<List<Message>> after(long after, int limit);
}
