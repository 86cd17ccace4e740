package org.postwall.server.wall;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Keeps the {@link Ledger} true: each reader waits for a look at the head that began after it came, and for what that
 * look showed to be new. Readers that wait together share both.
 */
final class Sync implements Arrivals {
    /** A number at which nothing was found for so long is given up: any write to it has long been refused. */
    static final Duration GIVEN_UP = Duration.ofSeconds(30);
    /** More new numbers than this are counted rather than read. */
    private static final int JUMP = 1024;

    private static final int ASKED_AT_ONCE = 1024;

    private final Heads heads;
    private final PostStore store;
    private final Counter counter;
    private final Census census;
    private final Survey survey;
    private final Ledger ledger;
    private final Segments segments;
    private final Consumer<Collection<Long>> lost;
    private final Clock clock;
    private final Shared<View> shared;
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private View view = new View("", new Head(0, 0), -1, false);
    private boolean restarting;
    /** Whether stored posts were changed since all that was missing was last asked for: it may be among them. */
    private boolean touched;

    /**
     * What changed.
     *
     * @param touched numbers whose posts were changed or removed
     * @param anything whether more than can be told may have changed
     */
    record Change(Set<Long> touched, boolean anything) {
        static final Change NEW_POSTS = new Change(Set.of(), false);
        static final Change ANYTHING = new Change(Set.of(), true);
    }

    Sync(
            Heads heads,
            PostStore store,
            Counter counter,
            Census census,
            Survey survey,
            Ledger ledger,
            Segments segments,
            Consumer<Collection<Long>> lost,
            Clock clock,
            Consumer<Runnable> pace) {
        this.heads = heads;
        this.store = store;
        this.counter = counter;
        this.census = census;
        this.survey = survey;
        this.ledger = ledger;
        this.segments = segments;
        this.lost = lost;
        this.clock = clock;
        this.shared = new Shared<>(this::refresh, pace);
    }

    /** The wall as it is now, or a moment later. */
    Future<View> view() {
        return shared.ask();
    }

    /** The wall as far as it is known here, without asking. */
    View current() {
        if (view.revision() != ledger.revision()) {
            view = new View(
                    ledger.wall(),
                    ledger.head(),
                    ledger.revision(),
                    ledger.missing().isEmpty());
        }
        return view;
    }

    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    @Override
    public void arrived(List<Post> posts, long epoch) {
        long newest = posts.stream().mapToLong(Post::number).max().orElse(0);
        // What lies far ahead of all that is known here is found by the next look, as others' posts are.
        if (ledger.wall().isEmpty() || restarting || newest > ledger.last() + JUMP) {
            return;
        }
        ledger.extend(newest, clock.millis());
        if (epoch == ledger.head().epoch()) {
            posts.forEach(ledger::put);
        } // else one of them may have been changed already by others: the next look reads them
        tell(Change.NEW_POSTS);
    }

    private Future<View> refresh() {
        long before = ledger.revision();
        return heads.look()
                .compose(this::catchUp)
                .compose(done -> findMissing())
                .map(done -> {
                    touched = false;
                    if (ledger.revision() != before) {
                        tell(Change.NEW_POSTS);
                    }
                    return current();
                });
    }

    private Future<Void> catchUp(Look look) {
        touched |= !look.wall().equals(ledger.wall())
                || look.head().epoch() > ledger.head().epoch();
        if (!look.wall().equals(ledger.wall())) {
            return look.count().isPresent()
                    ? restart(look.count().get())
                    : heads.truth().compose(truth -> restart(truth.count().orElseThrow()));
        }
        if (look.head().epoch() > ledger.head().epoch()) {
            return changes(look).compose(done -> grow(look.head().last()));
        }
        return grow(look.head().last());
    }

    private Future<Void> changes(Look look) {
        boolean recent = look.count().isPresent()
                && look.count().get().epoch() >= look.head().epoch();
        Future<Look> truth = recent ? Future.succeededFuture(look) : heads.truth();
        return truth.compose(found -> {
            Count count = found.count().orElseThrow();
            boolean known = count.wall().equals(ledger.wall())
                    && count.epoch() >= look.head().epoch()
                    && count.remembersSince(ledger.head().epoch());
            return known ? touched(count) : restart(count);
        });
    }

    /** Reads again the segments in which something changed. */
    private Future<Void> touched(Count count) {
        Set<Long> numbers = new HashSet<>(count.touchedSince(ledger.head().epoch()));
        numbers.removeIf(number -> number > ledger.last());
        Set<Integer> touched = new HashSet<>();
        numbers.forEach(number -> touched.add(Shelf.segment(number)));
        return reread(touched).map(read -> {
            touched.forEach(segment -> segments.touch(segment, count.epoch()));
            ledger.reached(count.epoch());
            tell(new Change(numbers, false));
            return null;
        });
    }

    /** Corrects what is known of some segments by reading them. */
    Future<Set<Long>> reread(Collection<Integer> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        long last = ledger.last();
        long epoch = ledger.head().epoch();
        Map<Integer, Set<Long>> missing = new HashMap<>();
        wanted.forEach(segment -> missing.put(segment, missingIn(segment, last)));
        List<Long> numbers = wanted.stream()
                .flatMap(segment -> LongStream.rangeClosed(
                                Shelf.number(segment, 0), Math.min(last, Shelf.number(segment, Shelf.LENGTH - 1)))
                        .boxed())
                .toList();
        return store.latest(numbers).compose(posts -> {
            boolean moved = epoch != ledger.head().epoch()
                    || wanted.stream()
                            .anyMatch(segment -> !missingIn(segment, last).equals(missing.get(segment)));
            if (moved) {
                // Something arrived while this was read: what was read may lack it.
                return reread(wanted);
            }
            Set<Long> lost = new HashSet<>();
            for (Integer segment : wanted) {
                List<Post> found = posts.stream()
                        .filter(post -> Shelf.segment(post.number()) == segment)
                        .toList();
                segments.invalidate(segment);
                lost.addAll(ledger.observe(segment, last, found, clock.millis()));
            }
            return Future.succeededFuture(lost);
        });
    }

    private Set<Long> missingIn(int segment, long last) {
        return Set.copyOf(ledger.missing()
                .subMap(Shelf.number(segment, 0), true, Math.min(last, Shelf.number(segment, Shelf.LENGTH - 1)), true)
                .keySet());
    }

    private Future<Void> grow(long last) {
        if (last - ledger.last() <= JUMP) {
            ledger.extend(last, clock.millis());
            return Future.succeededFuture();
        }
        long from = ledger.last() + 1;
        return survey.of(from, last)
                .compose(found -> tail(last).map(posts -> {
                    ledger.skip(last, found, posts, clock.millis());
                    return null;
                }));
    }

    /** Counts everything anew. A counter that somebody removed is first lifted over what is stored. */
    private Future<Void> restart(Count found) {
        restarting = true;
        return census.highest()
                .compose(highest -> highest > found.last() ? counter.atLeast(highest) : Future.succeededFuture(found))
                .compose(count -> survey.of(1, count.last())
                        .compose(surveyed -> tail(count.last()).<Void>map(posts -> {
                            ledger.restart(count, surveyed, posts, clock.millis());
                            tell(Change.ANYTHING);
                            return null;
                        })))
                .onComplete(done -> restarting = false);
    }

    /** The posts of the segment that {@code last} doesn't fill. */
    private Future<List<Post>> tail(long last) {
        if (last % Shelf.LENGTH == 0) {
            return Future.succeededFuture(List.of());
        }
        long first = Shelf.number(Shelf.segment(last), 0);
        return store.latest(LongStream.rangeClosed(first, last).boxed().toList());
    }

    private Future<Void> findMissing() {
        return findMissing(0);
    }

    /** Asks for the missing numbers above {@code asked}, a bounded number at a time. */
    private Future<Void> findMissing(long asked) {
        List<Long> numbers = ledger.missing().tailMap(asked, false).keySet().stream()
                .limit(ASKED_AT_ONCE)
                .toList();
        if (numbers.isEmpty()) {
            return Future.succeededFuture();
        }
        return (touched ? store.latest(numbers) : store.read(numbers)).compose(posts -> {
            posts.forEach(ledger::put);
            giveUp(numbers);
            return findMissing(numbers.get(numbers.size() - 1));
        });
    }

    private void giveUp(List<Long> numbers) {
        long latest = clock.millis() - GIVEN_UP.toMillis();
        List<Long> old = numbers.stream()
                .filter(number -> ledger.missing().getOrDefault(number, Long.MAX_VALUE) <= latest)
                .toList();
        if (!old.isEmpty()) {
            // Somebody may have read a post there before it was removed by hand, so this is more than a void to be
            // filled.
            old.forEach(number -> ledger.missing().put(number, clock.millis()));
            lost.accept(old);
        }
    }

    private void tell(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }
}
