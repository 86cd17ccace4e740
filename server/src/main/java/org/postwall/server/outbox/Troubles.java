package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Map;

/** What is in the way of bots: noted by their owner, read by everybody. */
interface Troubles {
    /** Notes why nothing can be sent; null where all is well. */
    Future<Void> note(String bot, long fence, String trouble);

    /** What is in the way of each bot that ever had an owner; null where nothing is. */
    Future<Map<String, String>> all();
}
