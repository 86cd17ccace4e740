package org.postwall.bot.wall;

import io.vertx.core.Future;
import java.util.Optional;

/** The wall as the bot needs it. Calls fail with {@link WallAway} or {@link WallRefused}. */
public interface Wall {
    /** The same wall on one errand, whose name stands in the logs of all that its calls pass. */
    default Wall named(String errand) {
        return this;
    }

    /** Stores a post once per key, and answers with its number. */
    Future<Long> add(NewPost post);

    /** The newest posts. */
    Future<Slice> newest(int count);

    /** The newest posts with a number below {@code id}. */
    Future<Slice> before(long id, int count);

    /** One post; nothing if there is none with this number. */
    Future<Optional<Post>> find(long id);
}
