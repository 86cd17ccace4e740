package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.postwall.server.http.ApiException;

/**
 * Tells followers what is new, as server-sent events (WHATWG HTML, 9.2).
 *
 * <p>Each follower has a cursor and takes posts at its own pace, in the order of their numbers and without a gap: at a
 * number that is still missing all wait until it is a post or a void. Nothing is queued for anybody.
 */
final class Feed {
    private static final int MOST_FOLLOWERS = 5000;
    private static final Duration LOOKING = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int REMEMBERED = 1024;
    private static final Buffer BEAT = Buffer.buffer(": still here\n\n");
    private static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");

    private final Sync sync;
    private final Ledger ledger;
    private final Loader loader;
    private final Alarm alarm;
    private final Set<Follower> followers = new LinkedHashSet<>();
    /** The last numbers removed; 0 stands for "nobody knows which". */
    private final List<Long> removed = new ArrayList<>();

    private long removals;
    private long memoFrom;
    private long memoTo;
    private long memoRevision = -1;
    private Buffer memo;
    private boolean looking;
    private boolean beating;
    private boolean closed;

    Feed(Sync sync, Ledger ledger, Loader loader, Alarm alarm) {
        this.sync = sync;
        this.ledger = ledger;
        this.loader = loader;
        this.alarm = alarm;
        sync.listen(this::changed);
    }

    int followers() {
        return followers.size();
    }

    /** Begins to send what comes after {@code after}; without it, what comes after now. */
    Future<Void> follow(OptionalLong after, Follower follower) {
        if (closed || followers.size() >= MOST_FOLLOWERS) {
            return Future.failedFuture(
                    ApiException.unavailable("The wall can't be followed here now.", Duration.ofSeconds(5)));
        }
        return sync.view().map(view -> {
            // What is missing now may turn up in a moment and must not be passed over.
            long settled = ledger.missing().isEmpty()
                    ? ledger.last()
                    : ledger.missing().firstKey() - 1;
            follower.cursor = Math.min(after.orElse(settled), ledger.last());
            follower.removals = removals;
            followers.add(follower);
            pump(follower);
            look();
            beat();
            return null;
        });
    }

    /** Ends every stream; clients come back, to another server if there is one. */
    void close() {
        closed = true;
        List.copyOf(followers).forEach(Follower::end);
        followers.clear();
    }

    void leave(Follower follower) {
        followers.remove(follower);
    }

    /** Goes on with a follower that has taken what was sent. */
    void resume(Follower follower) {
        if (followers.contains(follower)) {
            pump(follower);
        }
    }

    private void changed(Sync.Change change) {
        change.touched().forEach(this::remember);
        if (change.anything()) {
            remember(0L);
        }
        List.copyOf(followers).forEach(this::pump);
    }

    private void remember(long number) {
        removals++;
        removed.add(number);
        if (removed.size() > REMEMBERED) {
            removed.remove(0);
        }
    }

    private void pump(Follower follower) {
        while (!follower.loading && !follower.full()) {
            tellRemovals(follower);
            long next = follower.cursor + 1;
            Long hole = ledger.missing().ceilingKey(next);
            long end = hole == null ? ledger.last() : hole - 1;
            if (next > end) {
                return;
            }
            int segment = Shelf.segment(next);
            long to = Math.min(end, Shelf.number(segment, Shelf.LENGTH - 1));
            if (ledger.counts().get(segment) == 0) {
                follower.cursor = to;
                continue;
            }
            Shelf shelf = shelf(follower, segment);
            if (shelf == null) {
                load(follower, segment);
                return;
            }
            follower.cursor = to;
            Buffer events = events(shelf, next, to);
            if (events.length() > 0) {
                follower.send(events);
            }
        }
    }

    private Shelf shelf(Follower follower, int segment) {
        Shelf shelf = ledger.shelf(segment);
        return shelf == null && follower.heldNumber == segment ? follower.held : shelf;
    }

    private void load(Follower follower, int segment) {
        follower.loading = true;
        loader.load(List.of(segment), true).onComplete(done -> {
            follower.loading = false;
            if (done.succeeded()) {
                follower.heldNumber = segment;
                follower.held = done.result().get(segment);
                resume(follower);
            } // else the next look wakes it
        });
    }

    /** The events of some posts, made once for all followers that are equally far. */
    private Buffer events(Shelf shelf, long from, long to) {
        if (memoRevision == ledger.revision() && memoFrom == from && memoTo == to) {
            return memo;
        }
        Buffer events = Buffer.buffer();
        for (long number = from; number <= to; number++) {
            int slot = Shelf.slot(number);
            int length = shelf.length(slot);
            if (length > 0) {
                byte[] json = new byte[length];
                shelf.copy(slot, json, 0);
                events.appendString("id: " + number + "\ndata: ")
                        .appendBytes(json)
                        .appendString("\n\n");
            }
        }
        memoRevision = ledger.revision();
        memoFrom = from;
        memoTo = to;
        memo = events;
        return events;
    }

    private void tellRemovals(Follower follower) {
        if (follower.removals == removals) {
            return;
        }
        long unknown = removals - removed.size();
        if (follower.removals < unknown) {
            follower.send(RESET);
            follower.removals = unknown;
        }
        StringBuilder events = new StringBuilder();
        for (long i = follower.removals; i < removals; i++) {
            long number = removed.get((int) (i - unknown));
            events.append(
                    number == 0 ? "event: reset\ndata: {}\n\n" : "event: removed\ndata: {\"id\":" + number + "}\n\n");
        }
        follower.removals = removals;
        follower.send(Buffer.buffer(events.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** While anybody follows, somebody looks for what other servers stored. */
    private void look() {
        if (!looking && !followers.isEmpty()) {
            looking = true;
            alarm.after(
                    LOOKING,
                    () -> sync.view().onComplete(done -> {
                        looking = false;
                        List.copyOf(followers).forEach(this::pump);
                        look();
                    }));
        }
    }

    private void beat() {
        if (!beating && !followers.isEmpty()) {
            beating = true;
            alarm.after(HEARTBEAT, () -> {
                beating = false;
                followers.stream().filter(follower -> !follower.full()).forEach(follower -> follower.send(BEAT));
                beat();
            });
        }
    }
}
