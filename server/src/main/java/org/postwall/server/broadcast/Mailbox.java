package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;

/** What followers need of whoever sends the messages. */
public interface Mailbox {
    /** The number up to which nothing is under way any more. */
    Future<Long> settled();

    /** Which of these a chat has, may have or will have; not what was stopped for it. */
    Future<Set<Long>> had(long chat, Collection<Long> messages);

    /** Sends nothing more of what is under way to a chat. */
    Future<Void> stop(long chat);

    /** Somebody may have to catch up. */
    void wake();
}
