package org.postwall.server.wall;

import io.vertx.core.Future;

/** Makes what was stored visible to every later read on every server. */
interface Publisher {
    /**
     * Done when no read that begins later, on any server, can miss what {@code head} covers. Never fails; takes up to two
     * seconds where Redis is away.
     */
    Future<Void> publish(Head head);
}
