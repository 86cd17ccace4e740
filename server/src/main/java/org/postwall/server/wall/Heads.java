package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at the head and raises it: in the cache that servers share, else in the counter itself.
 *
 * <p>Whatever the cache does, no look misses a post that was published before the look began:
 *
 * <ul>
 *   <li>a raise that succeeded is seen by every look that finds the cache vouched for;
 *   <li>a raise that may have failed is answered only after {@link #BLIND}: until then somebody's beat may vouch for a
 *       head read before the post had its number; later ones were read from a counter that already covered it.
 * </ul>
 */
final class Heads implements Publisher {
    /** A mend vouches within 500 ms of reading the counter, for 1000 ms; the rest is margin. */
    static final Duration BLIND = Duration.ofMillis(1600);

    private final Counter counter;
    private final Optional<HeadCache> cache;
    private final Alarm alarm;
    private final WallMetrics metrics;
    private String wall = "";

    /** @param cache absent where servers share none; then all of them must have none */
    Heads(Counter counter, Optional<HeadCache> cache, Alarm alarm, WallMetrics metrics) {
        this.counter = counter;
        this.cache = cache;
        this.alarm = alarm;
        this.metrics = metrics;
    }

    Future<Look> look() {
        metrics.looked();
        if (wall.isEmpty() || cache.isEmpty() || !cache.get().there()) {
            return truth();
        }
        String asked = wall;
        return cache.get().look(asked).transform(found -> {
            if (found.failed()) {
                return truth();
            }
            return found.result().isPresent()
                    ? Future.succeededFuture(new Look(asked, found.result().get(), Optional.empty()))
                    : mend(cache.get()).map(Mended::look);
        });
    }

    /** The counter itself, whatever the cache says. */
    Future<Look> truth() {
        return counter.read().map(count -> {
            wall = count.wall();
            return Look.of(count);
        });
    }

    @Override
    public Future<Void> publish(Head head) {
        if (cache.isEmpty()) {
            return Future.succeededFuture();
        }
        if (wall.isEmpty() || !cache.get().there()) {
            return blind();
        }
        return cache.get()
                .raise(wall, head)
                .compose(raised -> raised
                        ? Future.succeededFuture(true)
                        : mend(cache.get()).map(Mended::shared))
                .transform(done -> done.succeeded() && done.result() ? Future.succeededFuture() : blind());
    }

    /** What a mend brought: a look, and whether the cache now holds at least that. */
    private record Mended(Look look, boolean shared) {}

    /** Reads the counter once, whatever becomes of the cache: only without the counter there is no look. */
    private Future<Mended> mend(HeadCache shared) {
        String mended = wall;
        return shared.begin(mended)
                .transform(begun -> counter.read().compose(count -> {
                    Mended alone = new Mended(Look.of(count), false);
                    if (begun.failed() || !count.wall().equals(mended)) {
                        wall = count.wall();
                        return Future.succeededFuture(alone);
                    }
                    return shared.mend(mended, begun.result(), count.head())
                            .transform(done -> Future.succeededFuture(
                                    done.failed() || done.result().isEmpty()
                                            ? alone
                                            : new Mended(
                                                    new Look(
                                                            mended,
                                                            done.result().get().max(count.head()),
                                                            Optional.of(count)),
                                                    true)));
                }));
    }

    private Future<Void> blind() {
        Promise<Void> over = Promise.promise();
        alarm.after(BLIND, over::complete);
        return over.future();
    }
}
