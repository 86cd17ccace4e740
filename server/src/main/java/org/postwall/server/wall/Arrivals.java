package org.postwall.server.wall;

import java.util.List;

/** Where this process notes posts that it stored itself. */
interface Arrivals {
    void arrived(List<Post> posts);
}
