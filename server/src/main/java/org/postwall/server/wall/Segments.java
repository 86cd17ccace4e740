package org.postwall.server.wall;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The segments this process has at hand, bounded by bytes, and what must not be taken from elsewhere any more. */
final class Segments {
    private final Cache<Integer, Segment> kept;
    private final Optional<SegmentCache> shared;
    private final Archive archive;
    private final Map<Integer, Long> touched = new HashMap<>();
    private final Map<Integer, Long> invalidated = new HashMap<>();
    private long floor;
    private long invalidations;
    private long restarted;

    Segments(long bytes, Optional<SegmentCache> shared, Archive archive) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Integer number, Segment segment) -> segment.size())
                .executor(Runnable::run)
                .build();
        this.shared = shared;
        this.archive = archive;
    }

    /** The segment, or null where this process doesn't have it. */
    Segment local(int segment) {
        return kept.getIfPresent(segment);
    }

    /** Begins anew: of what others cached, only what {@code count} still vouches for is good. */
    void restart(Count count) {
        kept.invalidateAll();
        archive.clear();
        touched.clear();
        invalidated.clear();
        restarted = ++invalidations;
        floor = count.epoch() - count.touched().size();
        for (int i = 0; i < count.touched().size(); i++) {
            touched.put(Shelf.segment(count.touched().get(i)), floor + i + 1);
        }
    }

    /** A segment that just became full: others may have it too. */
    void sealed(String wall, int number, Segment segment) {
        kept.put(number, segment);
        shared.ifPresent(cache -> cache.put(wall, number, segment));
    }

    void keep(int number, Segment segment) {
        kept.put(number, segment);
    }

    /** Keeps a segment on the disk, for answers that are longer than what is kept here. */
    void archive(int number, Segment segment) {
        if (archive.lacks(number)) {
            long mark = mark();
            archive.put(number, segment, () -> !changedSince(mark, number));
        }
    }

    /** Segments from {@code newest} downward that stand on the disk, or null where none does. */
    Archive.Run archived(int newest, long most, Counts counts) {
        return archive.run(newest, most, counts, this::current);
    }

    /** What stands on the disk; fails where it was changed meanwhile. */
    Future<ByteBuf> read(Archive.Run run) {
        long mark = mark();
        return archive.read(run).compose(bytes -> {
            for (int number = run.newest(); number >= run.oldest(); number--) {
                if (changedSince(mark, number)) {
                    bytes.release();
                    return Future.failedFuture("segment " + number + " was changed");
                }
            }
            return Future.succeededFuture(bytes);
        });
    }

    /** A post of this segment was changed: only what was read under this epoch or a later one is good. */
    void touch(int segment, long epoch) {
        touched.put(segment, epoch);
        invalidate(segment);
    }

    void invalidate(int segment) {
        kept.invalidate(segment);
        archive.drop(segment);
        invalidated.put(segment, ++invalidations);
    }

    /** A mark in time, for {@link #changedSince}. */
    long mark() {
        return invalidations;
    }

    /** Whether what was read of this segment since {@code mark} may be old already. */
    boolean changedSince(long mark, int segment) {
        return invalidated.getOrDefault(segment, restarted) > mark;
    }

    /** Whether a segment that was read under its epoch is still good. */
    boolean current(int number, Segment segment) {
        return current(number, segment.epoch());
    }

    private boolean current(int number, long epoch) {
        return epoch >= touched.getOrDefault(number, floor);
    }
}
