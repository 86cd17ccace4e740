package org.postwall.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The requests whose head has begun and is not whole yet, the one awaited longest first; a new connection counts as one.
 * A connection that takes too long over a head is closed, whether it is its first or its thousandth.
 *
 * <p>One timer serves all connections. A head that arrives in one piece never comes here, so a busy or an idle connection
 * costs nothing. Lives on one event loop.
 */
final class Heads {
    private final Vertx vertx;
    private final Duration limit;
    /** When each was begun, in nanoseconds of the JVM's clock. */
    private final Map<HttpConnection, Long> begun = new LinkedHashMap<>();

    private boolean ringing;

    /** @param limit how long a head may take */
    Heads(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    void begins(HttpConnection connection) {
        begun.putIfAbsent(connection, System.nanoTime());
        if (!ringing) {
            ringAfter(limit.toNanos());
        }
    }

    void ends(HttpConnection connection) {
        begun.remove(connection);
    }

    private void ringAfter(long nanos) {
        ringing = true;
        vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1), rung -> closeLate());
    }

    private void closeLate() {
        ringing = false;
        long now = System.nanoTime();
        Iterator<Map.Entry<HttpConnection, Long>> oldest = begun.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<HttpConnection, Long> next = oldest.next();
            long left = limit.toNanos() - (now - next.getValue());
            if (left > 0) {
                ringAfter(left);
                return;
            }
            HttpConnection late = next.getKey();
            oldest.remove();
            // Not here: closing would come back to this map while it is walked.
            vertx.runOnContext(then -> late.close());
        }
    }
}
