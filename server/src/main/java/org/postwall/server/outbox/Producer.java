package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A feature that sends by the outbox: it says what, and to whom. */
public interface Producer {
    /** The beginning of its sources' names. */
    String kind();

    /** The first chats of a source's audience above {@code after}, ascending; fewer than {@code most} at the end only. */
    Future<List<Long>> audience(String source, long after, int most);

    /** What a source sends. */
    Content content(JsonObject content);
}
