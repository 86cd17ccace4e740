package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A feature that sends by the outbox: it says what, and to whom. */
public interface Producer {
    /** The beginning of its sources' names. */
    String kind();

    /** The first chats of a source's audience above {@code after}, ascending; fewer than {@code most} at the end only. */
    Future<List<Long>> audience(Source source, long after, int most);

    /** What a source sends. */
    Content content(JsonObject content);

    /**
     * A bot's sources above {@code order}, ascending, for a producer whose own store says what is to be sent: then none
     * is lost where a server ends between storing and telling the outbox.
     */
    default Future<List<Source>> after(String bot, long order) {
        return Future.succeededFuture(List.of());
    }

    /**
     * Called about once a second by the bot's owner, never while an audience is being read: the place to give single
     * chats what went by without them.
     */
    default Future<Void> handOut(Handout handout) {
        return Future.succeededFuture();
    }

    /** Telegram says that the bot can't write to this chat: blocked, gone, never begun (403). */
    default Future<Void> unreachable(long chat) {
        return Future.succeededFuture();
    }

    /** A group became a supergroup, which has another number. */
    default Future<Void> moved(long from, long to) {
        return Future.succeededFuture();
    }
}
