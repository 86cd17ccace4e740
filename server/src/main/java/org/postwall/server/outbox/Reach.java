package org.postwall.server.outbox;

import io.vertx.core.Future;

/** Who is told what sending teaches about chats. Nothing more is sent to such a chat before the future is done. */
interface Reach {
    /** The bot can't write to this chat. */
    Future<Void> unreachable(long chat, String reason);

    /** A group became a supergroup, which has another number. */
    Future<Void> moved(long from, long to);
}
