package org.postwall.telegram.flood;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * What all processes that speak for one bot may send together. Each process has its own limits besides.
 *
 * <p>Thread-safe.
 */
public interface Budget {
    /**
     * Asks whether a message may leave now, and counts it if so. Never fails, and answers within half a second: where
     * the other processes can't be asked, it may leave.
     *
     * @param chat the chat that it goes to, as in the request; empty if it doesn't count for one
     * @param cost what it counts for
     * @param lane how urgent it is, compared with those of all processes
     */
    Future<Permission> take(String chat, Cost cost, Lane lane);

    /** Tells all processes that Telegram wants the bot to be silent for that long from now. */
    void silence(Duration time);

    /** Whether the other processes are asked at present. Where they aren't, mailings leave them some room. */
    boolean isShared();

    /** The budget of a process that can't ask others: everything may leave. */
    static Budget alone() {
        return new Budget() {
            @Override
            public Future<Permission> take(String chat, Cost cost, Lane lane) {
                return Future.succeededFuture(Permission.GRANTED);
            }

            @Override
            public void silence(Duration time) {
                // Nobody to tell.
            }

            @Override
            public boolean isShared() {
                return false;
            }
        };
    }
}
