package org.postwall.server.outbox;

import io.vertx.core.Future;
import org.postwall.telegram.Telegram;

/** What a source sends, the same to each chat. Failures are those of {@link Telegram}. */
public interface Content {
    /** Sends it to a chat; done with Telegram's number of the message there. */
    Future<Integer> send(Telegram telegram, long chat);

    /** Makes a message that was sent before look like this. */
    Future<Void> edit(Telegram telegram, long chat, int message);
}
