package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.postwall.server.store.StoreFailure;

/** Fetches segments that this process doesn't have at hand: from the cache that servers share, else from the store. */
final class Loader {
    /** Segments per read of the store. */
    private static final int GROUP = 8;

    private static final int MOST_ATTEMPTS = 5;

    private final PostStore store;
    private final Optional<SegmentCache> cache;
    private final Ledger ledger;
    private final Segments segments;
    private final Consumer<Collection<Long>> lost;
    private final Clock clock;
    private final WallMetrics metrics;
    private final PostJson json = new PostJson();
    private final Map<Integer, Future<Segment>> loading = new HashMap<>();

    /** @param lost told of numbers at which something stood that was removed behind our back */
    Loader(
            PostStore store,
            Optional<SegmentCache> cache,
            Ledger ledger,
            Segments segments,
            Consumer<Collection<Long>> lost,
            Clock clock,
            WallMetrics metrics) {
        this.store = store;
        this.cache = cache;
        this.ledger = ledger;
        this.segments = segments;
        this.lost = lost;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The segments, none of which is open.
     *
     * @param keep whether they are worth a place in caches; else they are kept on the disk, for the next long answer
     */
    Future<Map<Integer, Segment>> load(Collection<Integer> wanted, boolean keep) {
        List<Integer> fresh =
                wanted.stream().filter(segment -> !loading.containsKey(segment)).toList();
        if (!fresh.isEmpty()) {
            begin(fresh, keep);
        }
        List<Integer> all = List.copyOf(wanted);
        List<Future<Segment>> parts = all.stream().map(loading::get).toList();
        return Future.all(parts).map(done -> {
            Map<Integer, Segment> loaded = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                Segment segment = parts.get(i).result();
                loaded.put(all.get(i), segment);
                boolean good = !ledger.isOpen(all.get(i)) && segments.current(all.get(i), segment);
                if (good && keep) {
                    segments.keep(all.get(i), segment);
                } else if (good && whole(all.get(i))) {
                    segments.archive(all.get(i), segment);
                }
            }
            return loaded;
        });
    }

    private void begin(List<Integer> wanted, boolean keep) {
        Map<Integer, Promise<Segment>> promises = new HashMap<>();
        for (Integer segment : wanted) {
            Promise<Segment> promise = Promise.promise();
            promises.put(segment, promise);
            loading.put(segment, promise.future());
        }
        fetch(wanted, keep)
                .onComplete(done -> promises.forEach((segment, promise) -> {
                    loading.remove(segment);
                    if (done.succeeded()) {
                        promise.complete(done.result().get(segment));
                    } else {
                        promise.fail(done.cause());
                    }
                }));
    }

    private Future<Map<Integer, Segment>> fetch(List<Integer> wanted, boolean keep) {
        return shared(wanted).compose(found -> {
            metrics.segmentsFromShared(found.size());
            List<Integer> rest = wanted.stream()
                    .filter(segment -> !found.containsKey(segment))
                    .toList();
            return stored(rest, 0).map(read -> {
                if (keep) {
                    read.forEach(this::share);
                }
                Map<Integer, Segment> all = new HashMap<>(found);
                all.putAll(read);
                return all;
            });
        });
    }

    private Future<Map<Integer, Segment>> shared(List<Integer> wanted) {
        if (cache.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return cache.get()
                .get(ledger.wall(), wanted)
                .map(found -> found.entrySet().stream()
                        .filter(entry -> good(entry.getKey(), entry.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .otherwise(Map.of());
    }

    /** What others cached is good if nothing was changed since, as far as epochs and counts can tell. */
    private boolean good(int number, Segment segment) {
        return segments.current(number, segment)
                && segment.readable() == ledger.counts().get(number);
    }

    private Future<Map<Integer, Segment>> stored(List<Integer> wanted, int attempt) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        if (attempt == MOST_ATTEMPTS) {
            return Future.failedFuture(new StoreFailure("segments " + wanted + " change all the time"));
        }
        List<Integer> now = wanted.subList(0, Math.min(GROUP, wanted.size()));
        List<Integer> later = wanted.subList(now.size(), wanted.size());
        long mark = segments.mark();
        long epoch = ledger.head().epoch();
        return read(now).compose(posts -> {
            Map<Integer, Segment> made = new HashMap<>();
            List<Integer> again = new ArrayList<>(later);
            for (Integer segment : now) {
                if (segments.changedSince(mark, segment)) {
                    again.add(segment);
                } else {
                    made.put(segment, make(segment, posts.getOrDefault(segment, List.of()), epoch));
                }
            }
            int next = made.isEmpty() ? attempt + 1 : attempt;
            return stored(again, next).map(rest -> {
                made.putAll(rest);
                return made;
            });
        });
    }

    /** Offers a segment to other servers, unless it has a hole that a late post may fill. */
    private void share(int number, Segment segment) {
        if (whole(number)) {
            cache.ifPresent(shared -> shared.put(ledger.wall(), number, segment));
        }
    }

    private boolean whole(int number) {
        return ledger.missing()
                .subMap(Shelf.number(number, 0), true, Shelf.number(number, Shelf.LENGTH - 1), true)
                .isEmpty();
    }

    private Future<Map<Integer, List<Post>>> read(List<Integer> wanted) {
        metrics.segmentsFromStore(wanted.size());
        List<Long> numbers = wanted.stream()
                .flatMap(segment -> LongStream.rangeClosed(
                                Shelf.number(segment, 0), Shelf.number(segment, Shelf.LENGTH - 1))
                        .boxed())
                .toList();
        // What was erased may not come back into caches, and counts alone can't tell: another may be missing instead.
        return store.latest(numbers)
                .map(posts -> posts.stream().collect(Collectors.groupingBy(post -> Shelf.segment(post.number()))));
    }

    private Segment make(int number, List<Post> posts, long epoch) {
        byte[][] pieces = new byte[Shelf.LENGTH][];
        for (Post post : posts) {
            pieces[Shelf.slot(post.number())] = post.gone() ? new byte[0] : json.of(post);
        }
        if (!ledger.isOpen(number)) {
            Set<Long> removed = new HashSet<>(ledger.observe(number, ledger.last(), posts, clock.millis()));
            if (!removed.isEmpty()) {
                lost.accept(removed);
            }
        }
        return Segment.of(pieces, epoch);
    }
}
