package org.postwall.server.outbox;

/**
 * One recipient's part of a source.
 *
 * @param attempts how often it was handed to Telegram, as far as that counts
 * @param messageId Telegram's number of the message in its chat; null where there is none
 * @param reason why it isn't sent, or isn't as it should be, in words; null where all is well
 */
public record Delivery(long chat, State state, int attempts, Integer messageId, String reason) {}
