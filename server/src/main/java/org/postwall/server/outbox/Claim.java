package org.postwall.server.outbox;

/**
 * A delivery that its bot's owner is sending now.
 *
 * @param source whose message it is, as {@code broadcast:7}
 * @param chat Telegram's number of the chat
 * @param order of its source
 * @param attempts how often it was handed to Telegram, this time included
 */
record Claim(String source, long chat, long order, int attempts) {}
