package org.postwall.telegram.updates;

import io.vertx.core.Future;

/** Where a bot's updates come from, until it is stopped. */
public interface UpdateSource {
    /** Begins, and goes on whatever Telegram says until {@link #stop}. */
    void start();

    /** Takes nothing any more, and gives what is being handled a moment. */
    Future<Void> stop();

    SourceHealth health();
}
