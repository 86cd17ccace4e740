package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What broadcasting needs of whoever sends its messages. */
public interface Dispatch {
    /** There is a new message: done when it will be sent, whatever ends meanwhile. */
    Future<Void> announced();

    /** How far these are; those that aren't taken over yet are left out. */
    Future<Map<Long, Progress>> progress(Collection<Long> messages);

    /** The recipients of a message whose chats are above {@code after}, ascending. */
    Future<List<Recipient>> recipients(long message, Optional<String> state, long after, int most);

    /** Whether the order could be followed. */
    Future<Boolean> order(long message, Order order);

    /** Whether those who have a message get it changed, and all others get it so. */
    Future<Boolean> edit(long message, Content content);
}
