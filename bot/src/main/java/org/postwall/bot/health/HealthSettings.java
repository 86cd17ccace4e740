package org.postwall.bot.health;

/**
 * Where the bots tell how they are.
 *
 * @param bind address to listen on
 * @param port port to listen on; 0: any free one
 */
public record HealthSettings(String bind, int port) {}
