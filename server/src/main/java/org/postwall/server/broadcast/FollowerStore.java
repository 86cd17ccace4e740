package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where followers are kept, by chat. */
interface FollowerStore {
    Future<Optional<Follower>> find(long chat);

    /** Whether {@code next} took the place of the version before it; not where another did meanwhile. */
    Future<Boolean> replace(Follower next);

    /** At most {@code limit} whose chats have ids above {@code after}, ascending. */
    Future<List<Follower>> after(long after, int limit);

    /** At most {@code limit} chats above {@code after} that get a message as it is sent, ascending. */
    Future<List<Long>> live(long message, long after, int limit);

    /** Some of those that {@link Follower#catchesUp}, and perhaps others. */
    Future<List<Long>> returning(int limit);

    /**
     * A chat has nothing to catch up, as it was at that version; nothing happens where it has come back since, or is about to.
     *
     * @param version 0: there was no follower
     */
    Future<Void> returned(long chat, long version);
}
