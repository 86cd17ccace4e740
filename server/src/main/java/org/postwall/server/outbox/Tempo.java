package org.postwall.server.outbox;

import java.time.Duration;

/**
 * How fast a bot may send, as far as that decides what is taken to be sent: what waits at the flood gate can't be called
 * back by a pause, and counts as in flight where a server dies.
 *
 * @param inFlight how many deliveries may be on their way to Telegram, those at the gate included
 * @param perChat how long a chat rests after a message, on average; zero: not at all
 * @param burst how many messages a chat may get before it rests
 */
public record Tempo(int inFlight, Duration perChat, int burst) {
    private static final int MOST = 120;
    private static final int LEAST = 10;

    /** Of a bot without limits. */
    public static final Tempo FREE = new Tempo(MOST, Duration.ZERO, 1);

    /**
     * Of a bot within limits; 0 lifts one.
     *
     * @param perSecond messages of the bot
     * @param chatPerSecond messages to one chat
     */
    public static Tempo of(int perSecond, int chatPerSecond, int burst) {
        // Two thirds of a second's worth: enough for the gate to be always busy.
        int inFlight = perSecond == 0 ? MOST : Math.max(LEAST, Math.min(MOST, perSecond * 2 / 3));
        Duration perChat =
                chatPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(chatPerSecond);
        return new Tempo(inFlight, perChat, burst);
    }
}
