package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Where wrong tokens are remembered, for all servers together. */
interface AttemptStore {
    Future<Attempts> find(String person);

    /** Whether {@code next} took the place of the version before it; not where another did meanwhile. */
    Future<Boolean> replace(String person, Attempts next, Instant now);

    /** When the last {@code Locks.CROWD} wrong tokens of all people came, oldest first. */
    Future<List<Instant>> crowd();

    /** One more wrong token of anybody. */
    Future<Void> wrong(Instant now);
}
