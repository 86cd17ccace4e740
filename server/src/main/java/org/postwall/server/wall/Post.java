package org.postwall.server.wall;

/**
 * What stands at one number of the wall: a post, or a void that nobody sees.
 *
 * <p>A number whose post was never stored, or was deleted, is a void. A deleted post keeps its key and hash, so that a
 * repeated request neither stores it again nor passes for another.
 *
 * @param author null in a void, as are text and time
 * @param gone whether this is a void
 */
public record Post(long number, Author author, String text, String at, String key, String hash, boolean gone) {
    /** A number without a post. */
    static Post empty(long number) {
        return new Post(number, null, null, null, null, null, true);
    }
}
