package org.postwall.server.wall;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.redis.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the wall is made of, wired by hand. */
public final class WallParts {
    private static final Logger LOG = LoggerFactory.getLogger(WallParts.class);
    /** What segments may take in this process: a small heap needs room for the posts of the requests under way. */
    private static final long SEGMENT_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 5);
    /**
     * For looks that few readers share: where these come so close together, the look would cost more than their answers.
     * A lone reader never waits for this, and a crowd gathers by itself.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(250_000);
    /** In posts. More are streamed: a thousand long ones take 12 MB at once, and a heap may be a hundred. */
    private static final int LARGEST_PAGE = 250;

    private final Context loop;
    private final MongoCollections collections;
    private final Optional<ScratchFile> file;
    private final Archive archive;
    private final WallEngine engine;

    /**
     * Call on the event loop that serves HTTP: all of the wall runs there.
     *
     * @param redis absent where servers share no cache; then none of them may have one
     */
    public WallParts(
            Vertx vertx,
            MongoStore mongo,
            Optional<RedisLink> redis,
            ScratchSpace scratch,
            Clock clock,
            MeterRegistry registry) {
        loop = vertx.getOrCreateContext();
        collections = new MongoCollections(mongo);
        file = file(scratch, vertx);
        archive = new Archive(file.map(Scratch.class::cast), scratch.bytes());
        MongoBarrier barrier = new MongoBarrier(mongo, collections);
        WallMetrics metrics = new WallMetrics(registry);
        redis.ifPresent(link -> metrics.degraded(link::away));
        engine = new WallEngine(
                new MongoPostStore(mongo, collections, barrier),
                new MongoCounter(mongo, collections, barrier),
                new MongoCensus(mongo, barrier),
                redis.map(RedisHeadCache::new),
                redis.map(RedisSegmentCache::new),
                new VertxAlarm(vertx, loop),
                clock,
                new Pace(((ContextInternal) loop).nettyEventLoop(), BETWEEN_LOOKS),
                metrics,
                SEGMENT_BYTES,
                archive,
                LARGEST_PAGE);
    }

    public Wall wall() {
        return engine.wall();
    }

    /**
     * Prepares the collections and counts what is stored. Done after the first attempt, even if MongoDB is away: then the
     * first requests try again.
     */
    public Future<Void> start() {
        engine.start();
        return collections.ready().compose(ready -> engine.ready()).recover(error -> {
            LOG.warn("the wall can't be read yet: {}", error.toString());
            return Future.succeededFuture();
        });
    }

    /** Ends the streams and whatever runs in the background; what was asked before is still answered. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.runOnContext(ready -> {
            engine.stop();
            archive.close();
            file.map(ScratchFile::close).orElse(Future.succeededFuture()).onComplete(stopped);
        });
        return stopped.future();
    }

    private static Optional<ScratchFile> file(ScratchSpace scratch, Vertx vertx) {
        if (scratch.bytes() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(ScratchFile.in(scratch.directory(), vertx));
        } catch (IOException e) {
            LOG.warn("no file in {}, so long answers are read from MongoDB: {}", scratch.directory(), e.toString());
            return Optional.empty();
        }
    }
}
