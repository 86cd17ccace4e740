package org.postwall.server.wall;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of sealed segments on this server's disk: what answers are made of that don't fit into memory.
 *
 * <p>Segments that a reader took one after the other stand side by side, so that the next reader gets many at once.
 * What stands here was good when it was put in; {@link Segments} says what isn't any more.
 */
final class Archive {
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    /** In bytes. Each long answer holds about this much, so it is what a few hundred kilobytes of socket buffer want. */
    private static final int RUN = 128 << 10;
    /** In bytes: what may wait for the disk. */
    private static final int BACKLOG = 512 << 10;

    private final Optional<Scratch> scratch;
    private final long limit;
    private final Map<Integer, Place> places = new HashMap<>();
    private long end;
    private long used;
    private int waiting;
    private int readers;
    private boolean broken;

    /** @param limit of the space taken, in bytes */
    Archive(Optional<Scratch> scratch, long limit) {
        this.scratch = scratch;
        this.limit = limit;
    }

    /** Whether it is worth offering this segment. */
    boolean lacks(int segment) {
        return scratch.isPresent() && !broken && waiting < BACKLOG && !places.containsKey(segment);
    }

    /**
     * Stores a segment; where that fails, it just isn't here.
     *
     * @param still asked once it is written: whether it is still good
     */
    void put(int number, Segment segment, BooleanSupplier still) {
        int posts = segment.readable();
        byte[] text = segment.text(Shelf.LENGTH - 1, posts);
        if (!room(text.length)) {
            return;
        }
        Place place = new Place(end, text.length, posts, segment.epoch());
        end += text.length;
        waiting += text.length;
        scratch.get()
                .write(place.position(), text)
                .onSuccess(written -> {
                    if (still.getAsBoolean()) {
                        places.put(number, place);
                        used += place.length();
                    }
                })
                .onFailure(this::refuse)
                .onComplete(done -> waiting -= text.length);
    }

    /** Begins anew where most of a full file is of no use any more, unless somebody still reads or writes there. */
    private boolean room(int length) {
        if (end + length > limit && used < limit / 2 && waiting == 0 && readers == 0) {
            clear();
            end = 0;
        }
        return end + length <= limit;
    }

    private void refuse(Throwable failure) {
        if (!broken) {
            broken = true;
            LOG.warn("the disk takes no more segments, so long answers are read from MongoDB: {}", failure.toString());
        }
    }

    /**
     * The longest run that begins with segment {@code newest}, or null where that isn't here.
     *
     * @param most how many posts it may have
     * @param good whether a text of so many posts, read under this epoch, may still be shown
     */
    Run run(int newest, long most, Counts counts, Good good) {
        Run run = null;
        for (int number = newest; number >= 0; number--) {
            int posts = counts.get(number);
            if (posts > 0) {
                Place place = places.get(number);
                if (place == null || place.posts() != posts || !good.test(number, place.epoch())) {
                    return run;
                }
                Run longer = run == null
                        ? new Run(place.position(), place.length(), newest, number, posts)
                        : run.and(number, place);
                if (longer == null || longer.posts() > most) {
                    return run;
                }
                run = longer;
            }
        }
        return run;
    }

    /** The text of a run, each post after a comma; whoever gets it releases it. */
    Future<ByteBuf> read(Run run) {
        readers++;
        return scratch.orElseThrow()
                .read(run.position(), run.length())
                .onFailure(failure -> {
                    if (!broken) {
                        LOG.warn("segments can't be read from the disk: {}", failure.toString());
                    }
                    for (int number = run.newest(); number >= run.oldest(); number--) {
                        drop(number);
                    }
                })
                .onComplete(done -> readers--);
    }

    void drop(int segment) {
        Place place = places.remove(segment);
        if (place != null) {
            used -= place.length();
        }
    }

    void clear() {
        places.clear();
        used = 0;
    }

    /** Takes and shows nothing more. */
    void close() {
        broken = true;
        clear();
    }

    /** Whether a segment that was read under this epoch may still be shown. */
    interface Good {
        boolean test(int segment, long epoch);
    }

    /**
     * Where the text of a segment stands.
     *
     * @param posts how many posts it has
     * @param epoch under which it was read
     */
    private record Place(long position, int length, int posts, long epoch) {}

    /**
     * Segments in a row whose texts stand side by side.
     *
     * @param posts how many posts they have
     */
    record Run(long position, int length, int newest, int oldest, long posts) {
        /** The run that goes on with this place, or null where it stands elsewhere or there is enough. */
        private Run and(int number, Place place) {
            return place.position() == position + length && length + place.length() <= RUN
                    ? new Run(position, length + place.length(), newest, number, posts + place.posts())
                    : null;
        }
    }
}
