package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * Where posts are kept: one document per number.
 *
 * <p>A failed future means that nobody knows whether the write happened, or will yet happen.
 */
interface PostStore {
    /** What became of one post of a batch. */
    enum Outcome {
        /** Durable. */
        STORED,
        /** Its number or its key is in use; not stored. */
        TAKEN
    }

    /** Stores posts at their numbers; each stands or falls by itself. */
    Future<List<Outcome>> insert(List<Post> posts);

    /** Makes voids of those numbers where nothing stands; what stands there stays. Durable when done. */
    Future<Void> fill(Collection<Long> numbers);

    /** Makes a void of a post: text and author are erased, key and hash stay. */
    Future<Void> erase(long number);

    /**
     * What stands at these numbers, in any order; numbers with nothing are left out.
     *
     * <p>Lacks nothing that was stored before, but after a failover what was erased just before it may be shown still.
     */
    Future<List<Post>> read(Collection<Long> numbers);

    /** The same at a higher price, and nothing erased before is shown. */
    Future<List<Post>> latest(Collection<Long> numbers);

    /** The posts (or voids) that hold one of these keys. */
    Future<List<Post>> withKeys(Collection<String> keys);
}
