package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Optional;

/** The leases of all bots. No clock is compared with another: a lease is dead when its beat stands still. */
interface LeaseStore {
    /** The lease as it is; {@link Lease#NOBODY} where there is none. */
    Future<Lease> read(String bot);

    /** Takes a lease over, if it still is as it was {@code seen}; empty where somebody was faster, or it beats again. */
    Future<Optional<Lease>> take(String bot, Lease seen, String owner);

    /** Another beat; false where the lease has gone to somebody else. */
    Future<Boolean> beat(String bot, long fence);

    /** Gives it up, so that the next need not wait. */
    Future<Void> release(String bot, long fence);
}
