package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part in who owns a bot: it takes a lease that nobody has or whose owner is dead, keeps it alive, and stops
 * by itself before others may think it dead. On one event loop.
 */
final class Tenure {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A lease is dead when its beat has stood still for so long, by the clock of whoever watches. */
    static final Duration DEAD = Duration.ofSeconds(8);
    /** Whoever got no beat through for so long sends nothing more, well before others take over. */
    static final Duration DOUBTFUL = Duration.ofSeconds(5);

    private final String bot;
    private final String self;
    private final LeaseStore store;
    private final AlarmClock clock;
    private final Begin begin;
    private final Runnable end;
    private Lease seen;
    private Duration since;
    private long fence;
    private boolean owning;
    private boolean stopping;

    /** What is done when a bot becomes this process's. */
    interface Begin {
        /**
         * From now on the bot is this process's.
         *
         * @param fence higher than that of every owner before
         * @param orphaned whether the last owner died, or was silent for too long
         */
        void begin(long fence, boolean orphaned);
    }

    /**
     * Takes part in nothing before {@link #start}.
     *
     * @param self the name of this process, like no other's
     * @param begin told when the bot is this process's
     * @param end told when it isn't any more, or might not be
     */
    Tenure(String bot, String self, LeaseStore store, AlarmClock clock, Begin begin, Runnable end) {
        this.bot = bot;
        this.self = self;
        this.store = store;
        this.clock = clock;
        this.begin = begin;
        this.end = end;
    }

    void start() {
        look();
    }

    /** Whether the bot is this process's now. */
    boolean owns() {
        return owning;
    }

    /** Takes part no more; done when the lease is given up. */
    Future<Void> stop() {
        stopping = true;
        boolean owned = owning;
        lose();
        return owned ? store.release(bot, fence).recover(late -> Future.succeededFuture()) : Future.succeededFuture();
    }

    private void look() {
        if (stopping) {
            return;
        }
        Future<Void> looked = owning ? keep() : watch();
        looked.onComplete(done -> {
            if (done.failed()) {
                LOG.debug(
                        "{}: the lease can't be looked at: {}",
                        bot,
                        done.cause().toString());
            }
            clock.ring(LOOK, this::look);
        });
        if (owning) {
            clock.ring(DOUBTFUL, this::doubt);
        }
    }

    private Future<Void> keep() {
        Duration asked = clock.now();
        return store.beat(bot, fence).map(ours -> {
            if (ours) {
                since = asked;
            } else {
                lose();
            }
            return null;
        });
    }

    private void doubt() {
        if (owning && clock.now().minus(since).compareTo(DOUBTFUL) >= 0) {
            LOG.warn("{}: the store doesn't answer, so this server sends nothing more for it", bot);
            lose();
        }
    }

    private Future<Void> watch() {
        return store.read(bot).compose(lease -> {
            if (!lease.equals(seen)) {
                seen = lease;
                since = clock.now();
            }
            boolean free = lease.owner().isEmpty();
            boolean dead = clock.now().minus(since).compareTo(DEAD) >= 0;
            return free || dead ? take(lease) : Future.succeededFuture();
        });
    }

    private Future<Void> take(Lease lease) {
        Duration asked = clock.now();
        return store.take(bot, lease, self).map(taken -> {
            seen = null;
            taken.ifPresent(mine -> {
                if (!stopping) {
                    owning = true;
                    fence = mine.fence();
                    since = asked;
                    LOG.info("{}: this server sends for it from now on ({})", bot, fence);
                    begin.begin(fence, !lease.owner().isEmpty());
                }
            });
            return null;
        });
    }

    private void lose() {
        if (owning) {
            owning = false;
            seen = null;
            end.run();
        }
    }
}
