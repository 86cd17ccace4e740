package org.postwall.telegram.flood;

import java.time.Duration;

/**
 * The answer to the question whether a message may leave now.
 *
 * @param held who has to wait
 * @param pause how long, before it is worth asking again
 */
public record Permission(Held held, Duration pause) {
    /** It may leave. */
    public static final Permission GRANTED = new Permission(Held.NOBODY, Duration.ZERO);

    /** Who has to wait. */
    public enum Held {
        NOBODY,
        /** New messages to that chat. */
        CHAT,
        /** Whatever is no more urgent than that message. */
        LANE,
        /** The whole bot: Telegram demanded silence. */
        BOT
    }

    /** The chat had its share. */
    public static Permission chatWaits(Duration pause) {
        return new Permission(Held.CHAT, pause);
    }

    /** The bot had its share, or something more urgent waits for it. */
    public static Permission laneWaits(Duration pause) {
        return new Permission(Held.LANE, pause);
    }

    /** Telegram demanded silence, perhaps of another process. */
    public static Permission silence(Duration pause) {
        return new Permission(Held.BOT, pause);
    }
}
