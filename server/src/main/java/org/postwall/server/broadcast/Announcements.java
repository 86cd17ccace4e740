package org.postwall.server.broadcast;

import io.vertx.core.Future;

/** Who is told of each message once it is stored. */
@FunctionalInterface
public interface Announcements {
    /** A message was stored durably. What fails here is logged and takes nothing back. */
    Future<Void> announced(Message message);

    /** Tells nobody. */
    static Announcements none() {
        return message -> Future.succeededFuture();
    }
}
