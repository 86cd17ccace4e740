package org.postwall.server.wall;

import java.util.List;

/** Where this process notes posts that it stored itself. */
interface Arrivals {
    /**
     * Notes them.
     *
     * @param epoch the epoch when their numbers were given out: whatever changed them later raised it
     */
    void arrived(List<Post> posts, long epoch);
}
