package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Optional;
import org.postwall.telegram.BotToken;

/** Where the sending bot's token is kept, which its own process tells at its start. */
interface BotTokens {
    /** Keeps the token in place of any before. */
    Future<Void> put(BotToken token);

    /** The token that was told last; cheap enough to be asked every second. */
    Future<Optional<Known>> get();

    /**
     * A token that was told.
     *
     * @param version another with each telling, also of the same token: somebody wants it to be tried anew
     */
    record Known(BotToken token, long version) {}
}
