package org.postwall.bot.broadcast;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.postwall.telegram.BotToken;

/**
 * The idempotency keys of one bot's messages. The chat in them is the master's id, so they are hashed, and with the
 * bot's token: without that secret, trying all chats would find it.
 */
final class MessageKeys {
    private final BotToken token;

    MessageKeys(BotToken token) {
        this.token = token;
    }

    /** The same for the same message, always. */
    String key(long chat, int message) {
        String name = "tg:%d:%d:%d".formatted(token.id(), chat, message) + token.value();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
