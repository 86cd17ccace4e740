package org.postwall.simulator.limits;

/** How many messages may be sent; 0 lifts a limit. The defaults are those of Telegram's bot FAQ. */
public record LimitSettings(int messagesPerSecond, int perChatPerSecond, int perGroupPerMinute) {
    public static final LimitSettings TELEGRAM = new LimitSettings(30, 1, 20);
}
