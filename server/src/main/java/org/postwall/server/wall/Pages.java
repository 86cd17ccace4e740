package org.postwall.server.wall;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postwall.server.http.ApiException;

/**
 * Renders pages of the wall as JSON.
 *
 * <p>A page is found by arithmetic on counts, so its depth costs nothing. All of a page comes from one moment: rendering
 * never waits. Where a segment isn't at hand it is loaded first, and then everything is worked out again.
 */
final class Pages {
    private static final int MOST_ATTEMPTS = 10;
    private static final byte[] OPENING = "{\"messages\":[".getBytes(StandardCharsets.US_ASCII);

    private final Sync sync;
    private final Ledger ledger;
    private final Loader loader;
    private final Segments segments;
    private final WallMetrics metrics;
    private final int largest;

    /** @param largest how many posts are rendered at once; more are streamed */
    Pages(Sync sync, Ledger ledger, Loader loader, Segments segments, WallMetrics metrics, int largest) {
        this.sync = sync;
        this.ledger = ledger;
        this.loader = loader;
        this.segments = segments;
        this.metrics = metrics;
        this.largest = largest;
    }

    /** The wall as it is now, with the pages that are at hand. */
    Future<View> now() {
        metrics.read();
        return sync.view();
    }

    /**
     * The page of {@code view}, or null where it isn't at hand.
     *
     * @param target what the client asked for, as it wrote it
     */
    Page ready(View view, String target) {
        Page ready = view.page(target);
        if (ready != null) {
            metrics.pageFromView();
        }
        return ready;
    }

    /** Makes a page, and keeps it at hand for those who ask for {@code target} again. */
    Future<Answer> render(String target, PageRequest request) {
        return render(target, request, new Loaded(), 0);
    }

    /** Segments loaded for one request: they stay at hand even where the cache is too small to keep them. */
    private final class Loaded {
        private final Map<Integer, Segment> held = new HashMap<>();
        private long mark = segments.mark();

        void hold(Map<Integer, Segment> loaded) {
            held.putAll(loaded);
        }

        Shelf shelf(int number) {
            Shelf shelf = ledger.shelf(number);
            if (shelf == null && held.containsKey(number) && !segments.changedSince(mark, number)) {
                shelf = held.get(number);
            }
            return shelf;
        }

        void forget() {
            held.clear();
            mark = segments.mark();
        }
    }

    private Future<Answer> render(String target, PageRequest request, Loaded loaded, int attempt) {
        Set<Integer> lacking = new TreeSet<>();
        Answer answer = work(target, request, loaded, lacking);
        if (answer != null) {
            return Future.succeededFuture(answer);
        }
        if (attempt == MOST_ATTEMPTS) {
            return Future.failedFuture(ApiException.unavailable("The wall changes too fast.", Duration.ofSeconds(1)));
        }
        if (loaded.held.keySet().containsAll(lacking)) {
            loaded.forget();
        }
        return loader.load(lacking, true).compose(segments -> {
            loaded.hold(segments);
            return render(target, request, loaded, attempt + 1);
        });
    }

    /** The answer by what is at hand, or null after noting which segments it lacks. */
    private Answer work(String target, PageRequest request, Loaded loaded, Set<Integer> lacking) {
        long total = ledger.counts().total();
        long below = below(request.before(), loaded, lacking);
        if (!lacking.isEmpty()) {
            return null;
        }
        long shown = Math.max(0, below - request.start());
        if (!request.everything()) {
            shown = Math.min(shown, request.range());
        }
        if (shown == 0) {
            return page(target, List.of(), List.of(), total);
        }
        long first = below - 1 - request.start();
        if (shown > largest) {
            int segment = ledger.counts().find(first);
            Shelf shelf = at(segment, loaded, lacking);
            if (shelf == null) {
                return null;
            }
            int slot = shelf.find((int) (first - ledger.counts().before(segment)));
            View view = sync.current();
            return new Stretch(Shelf.number(segment, slot), shown, total, view.complete() ? view.tag() : "");
        }
        return collect(target, first, (int) shown, total, loaded, lacking);
    }

    /** How many readable posts have a number below {@code before}. */
    private long below(long before, Loaded loaded, Set<Integer> lacking) {
        if (before > ledger.last()) {
            return ledger.counts().total();
        }
        int segment = Shelf.segment(before);
        Shelf shelf = at(segment, loaded, lacking);
        return shelf == null ? 0 : ledger.counts().before(segment) + shelf.readable(Shelf.slot(before));
    }

    private Answer collect(String target, long first, int shown, long total, Loaded loaded, Set<Integer> lacking) {
        Counts counts = ledger.counts();
        int newest = counts.find(first);
        int oldest = counts.find(first - shown + 1);
        for (int segment = newest; segment >= oldest; segment--) {
            if (counts.get(segment) > 0) {
                at(segment, loaded, lacking);
            }
        }
        if (!lacking.isEmpty()) {
            return null;
        }
        List<Shelf> shelves = new ArrayList<>(shown);
        List<Integer> slots = new ArrayList<>(shown);
        int rank = (int) (first - counts.before(newest));
        for (int segment = newest; segment >= oldest && shelves.size() < shown; segment--) {
            if (counts.get(segment) > 0) {
                Shelf shelf = loaded.shelf(segment);
                int from = segment == newest ? shelf.find(rank) : Shelf.LENGTH - 1;
                for (int slot = from; slot >= 0 && shelves.size() < shown; slot--) {
                    if (shelf.length(slot) > 0) {
                        shelves.add(shelf);
                        slots.add(slot);
                    }
                }
            }
        }
        return page(target, shelves, slots, total);
    }

    private Shelf at(int segment, Loaded loaded, Set<Integer> lacking) {
        Shelf shelf = loaded.shelf(segment);
        if (shelf != null && shelf.readable() != ledger.counts().get(segment)) {
            segments.invalidate(segment);
            shelf = null;
        }
        if (shelf == null) {
            lacking.add(segment);
        } else {
            metrics.segmentAtHand();
        }
        return shelf;
    }

    private Page page(String target, List<Shelf> shelves, List<Integer> slots, long total) {
        byte[] closing = ("],\"total_count\":" + total + "}").getBytes(StandardCharsets.US_ASCII);
        int size = OPENING.length + Math.max(0, shelves.size() - 1) + closing.length;
        for (int i = 0; i < shelves.size(); i++) {
            size += shelves.get(i).length(slots.get(i));
        }
        byte[] body = new byte[size];
        System.arraycopy(OPENING, 0, body, 0, OPENING.length);
        int at = OPENING.length;
        for (int i = 0; i < shelves.size(); i++) {
            if (i > 0) {
                body[at++] = ',';
            }
            shelves.get(i).copy(slots.get(i), body, at);
            at += shelves.get(i).length(slots.get(i));
        }
        System.arraycopy(closing, 0, body, at, closing.length);
        View view = sync.current();
        // A missing number may turn up without a new head, so such a page is known by its content only.
        Page page = Page.of(body, view.complete() ? view.tag() : Digest.tag(body));
        view.keep(target, page);
        return page;
    }
}
