package org.postwall.server.wall;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** The wall over any stores: every object behind {@link Wall}, in order. */
final class WallEngine {
    private final Wall wall;
    private final Sync sync;
    private final Watch watch;
    private final Feed feed;
    private final Writer writer;

    WallEngine(
            PostStore store,
            Counter counter,
            Census census,
            Optional<HeadCache> headCache,
            Optional<SegmentCache> segmentCache,
            Alarm alarm,
            Clock clock,
            Consumer<Runnable> pace,
            WallMetrics metrics,
            long segmentBytes,
            Archive archive,
            int largestPage) {
        Heads heads = new Heads(counter, headCache, alarm, metrics);
        Voids voids = new Voids(store, alarm);
        Survey survey = new Survey(census);
        Segments segments = new Segments(segmentBytes, segmentCache, archive);
        Ledger ledger = new Ledger(segments);
        sync = new Sync(heads, store, counter, census, survey, ledger, segments, this::lost, clock, pace);
        writer = new Writer(store, counter, census, heads, sync, voids, metrics, Writer.Limits.USUAL);
        watch = new Watch(sync, ledger, census, counter, survey, heads, voids, writer, alarm);
        Loader loader = new Loader(store, segmentCache, ledger, segments, this::lost, clock, metrics);
        Pages pages = new Pages(sync, ledger, loader, segments, metrics, largestPage);
        feed = new Feed(sync, ledger, loader, alarm);
        metrics.readers(feed::followers);
        wall = new Wall(store, writer, pages, new Removal(store, counter, heads), feed, ledger, loader, segments);
    }

    Wall wall() {
        return wall;
    }

    Watch watch() {
        return watch;
    }

    void start() {
        watch.start();
    }

    /** Done when the wall is known here. */
    Future<Void> ready() {
        return sync.view().mapEmpty();
    }

    void stop() {
        watch.stop();
        feed.close();
    }

    /** How many posts have no answer yet. */
    int unanswered() {
        return writer.unanswered();
    }

    private void lost(Collection<Long> numbers) {
        watch.lost(numbers);
    }
}
