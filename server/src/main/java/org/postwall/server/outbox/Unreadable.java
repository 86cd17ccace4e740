package org.postwall.server.outbox;

import io.vertx.core.Future;
import org.postwall.telegram.Telegram;

/** A content that its producer can't read: each of its deliveries fails, its edits wait, and nothing of any other. */
record Unreadable(RuntimeException why) implements Content {
    /** What the producer makes of a source's content. */
    static Content unless(Producer producer, Source source) {
        try {
            return producer.content(source.content());
        } catch (RuntimeException e) {
            return new Unreadable(e);
        }
    }

    @Override
    public Future<Integer> send(Telegram telegram, long chat) {
        return Future.failedFuture(why);
    }

    @Override
    public Future<Void> edit(Telegram telegram, long chat, int message) {
        return Future.failedFuture(why);
    }
}
