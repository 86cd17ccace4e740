package org.postwall.bot.wall;

import java.util.List;

/**
 * Neighbouring posts, newest first.
 *
 * @param posts the posts
 * @param total how many posts the whole wall has
 */
public record Slice(List<Post> posts, long total) {
    public Slice {
        posts = List.copyOf(posts);
    }
}
