package org.postwall.bot.broadcast;

/**
 * What the server knows of somebody who just gave a sign of life.
 *
 * @param following whether the messages come to that chat
 * @param missed how many messages are due that could not be delivered until now
 */
public record Presence(boolean following, long missed) {}
