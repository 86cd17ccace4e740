package org.postwall.server.broadcast;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One follower's part of a message.
 *
 * @param attempts how often it was handed to Telegram, as far as that counts
 * @param message Telegram's number of the copy in the chat
 * @param reason why it isn't sent, or isn't as it should be
 */
public record Recipient(long chat, String state, int attempts, OptionalInt message, Optional<String> reason) {}
