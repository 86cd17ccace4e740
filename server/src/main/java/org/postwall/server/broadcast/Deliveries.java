package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Map;

/** How far the sending of messages is. */
@FunctionalInterface
public interface Deliveries {
    /** How many deliveries of message {@code id} are in each state; empty where there are none. */
    Future<Map<String, Long>> counts(long id);

    /** Where nothing is delivered. */
    static Deliveries none() {
        return id -> Future.succeededFuture(Map.of());
    }
}
