package org.postwall.telegram.flood;

import java.time.Duration;

/**
 * How much one bot may send. In each limit 0 lifts it.
 *
 * @param botPerSecond messages of the bot per second
 * @param chatPerSecond messages to one chat per second, on average
 * @param chatBurst how many of these may follow each other at once
 * @param groupPerMinute messages to one group or channel per minute
 * @param waiting how many messages may wait at the gate, of all lanes together
 */
public record FloodLimits(int botPerSecond, int chatPerSecond, int chatBurst, int groupPerMinute, int waiting) {
    /** The bot's limit counts over this time. */
    static final Duration SECOND = Duration.ofSeconds(1);
    /** A group's limit counts over this time. */
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** Telegram's limits as its FAQ names them. */
    public static final FloodLimits TELEGRAM = new FloodLimits(30, 1, 3, 20, 10_000);

    public FloodLimits {
        if (botPerSecond < 0 || chatPerSecond < 0 || chatBurst < 1 || groupPerMinute < 0 || waiting < 1) {
            throw new IllegalArgumentException("no limits: " + botPerSecond + " " + chatPerSecond);
        }
    }

    /** The same with another limit per bot; 0 lifts all of them, as for a server without limits. */
    public FloodLimits withBotPerSecond(int limit) {
        return limit == 0
                ? new FloodLimits(0, 0, chatBurst, 0, waiting)
                : new FloodLimits(limit, chatPerSecond, chatBurst, groupPerMinute, waiting);
    }

    /** Whether that chat, as it stands in a request, counts as a group: a channel does, a private chat doesn't. */
    static boolean isGroup(String chat) {
        return chat.startsWith("-") || chat.startsWith("@");
    }
}
