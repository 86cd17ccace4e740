package org.postwall.bot.wall;

import java.util.List;

/**
 * A page of the wall.
 *
 * @param posts up to five posts, newest first; none if the wall is empty
 * @param anchor the newest post when the reader began
 * @param total how many posts there were then
 * @param number which page it is, from 1
 * @param hasOlder whether older posts follow
 */
record Page(List<Post> posts, long anchor, long total, long number, boolean hasOlder) {
    static final int SIZE = 5;

    Page {
        posts = List.copyOf(posts);
    }

    boolean hasNewer() {
        return number > 1;
    }

    /** How many pages there are, as far as is known: posts may have been removed since the reader began. */
    long pages() {
        long counted = (total + SIZE - 1) / SIZE;
        return hasOlder ? Math.max(counted, number + 1) : number;
    }

    Place top() {
        return new Place(anchor, total, number, posts.get(0).id());
    }

    Place bottom() {
        return new Place(anchor, total, number, posts.get(posts.size() - 1).id());
    }
}
