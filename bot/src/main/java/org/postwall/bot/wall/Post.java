package org.postwall.bot.wall;

/**
 * A post as the wall shows it.
 *
 * @param id its number; higher is newer
 * @param user the author's name
 * @param timestamp when it was written, ISO 8601, as its author's program sent it
 * @param message its text
 */
public record Post(long id, String user, String timestamp, String message) {}
