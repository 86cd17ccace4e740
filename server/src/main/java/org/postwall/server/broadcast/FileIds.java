package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where it is remembered under which {@code file_id} a bot finds a file at Telegram, so that each file is uploaded once.
 *
 * <p>Such an id is good for one bot and one kind of medium only (Bot API, "Sending files").
 */
interface FileIds {
    /**
     * The id, if the file was uploaded before.
     *
     * @param kind as what it was sent: {@code photo}, {@code document} and so on
     */
    Future<Optional<String>> of(long bot, String kind, String file);

    /** Remembers an id in place of any before. */
    Future<Void> remember(long bot, String kind, String file, String fileId);

    /** Forgets an id that Telegram no longer knows, but not one that was remembered since. */
    Future<Void> forget(long bot, String kind, String file, String fileId);
}
