package org.postwall.bot.broadcast;

/**
 * A token that somebody shows to get in.
 *
 * @param person the pseudonym of who shows it, so that wrong ones count together wherever they are shown
 * @param token the token, as it was written
 */
public record Shown(String person, String token) {}
