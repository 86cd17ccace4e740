package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What a bot's owner lends to a producer to give single chats deliveries of sources whose audience was read before. */
public interface Handout {
    /**
     * Sees to it that the chat gets these sources, in their order: each that it hasn't got and that isn't called off. What
     * was stopped for this chat, because it left or couldn't be reached, goes on.
     *
     * @return those that it gets: the others are called off
     */
    Future<List<String>> give(long chat, List<String> sources);

    /** Where the chat's deliveries of these sources stand; those that were stopped for this chat aren't among them. */
    Future<Map<String, State>> standing(long chat, List<String> sources);

    /** The highest order among the producer's sources; 0 where there is none. */
    Future<Long> last();
}
