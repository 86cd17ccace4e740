package org.postwall.bot.wall;

import java.time.Instant;

/**
 * A post to be stored.
 *
 * @param key makes it one post however often it is sent
 * @param author who wrote it
 * @param message its text
 * @param at when it was written
 */
public record NewPost(String key, Author author, String message, Instant at) {
    /**
     * Who wrote a post.
     *
     * @param id the Telegram user id
     * @param firstName first name
     * @param lastName last name, or null
     * @param username user name without the @, or null
     */
    public record Author(long id, String firstName, String lastName, String username) {}
}
