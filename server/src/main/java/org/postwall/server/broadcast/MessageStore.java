package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where messages are kept, by number. */
interface MessageStore {
    /** A number that no message has; it may stay unused. */
    Future<Long> next();

    /** Whether the message was stored; not where its number or its key is taken. */
    Future<Boolean> insert(Message message);

    Future<Optional<Message>> find(long id);

    Future<Optional<Message>> withKey(String key);

    /** At most {@code limit} messages with numbers above {@code after}, ascending. */
    Future<List<Message>> after(long after, int limit);
}
