package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;

/** Where a follower is given what went by: by whoever sends the messages, and only while no audience is being read. */
public interface Counter {
    /** Up to this number messages are taken over. */
    Future<Long> last();

    /** Which of these the chat has or will have, and whether each is done; not what was stopped for it. */
    Future<Standing> standing(long chat, List<Long> messages);

    /** Gives the chat those of these that are still sent; in their order. */
    Future<List<Long>> give(long chat, List<Long> messages);

    /**
     * How a chat stands with some messages.
     *
     * @param known those that it has or will have
     * @param waiting whether some of these are still to come
     */
    record Standing(List<Long> known, boolean waiting) {}
}
