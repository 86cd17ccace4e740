package org.postwall.server.broadcast;

import io.vertx.core.Future;

/** Who is a master, by pseudonym. */
interface MasterStore {
    Future<Boolean> has(String master);

    Future<Void> add(String master);
}
