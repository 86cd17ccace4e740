package org.postwall.server.wall;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A long stretch of the wall on its way to one client, a segment at a time.
 *
 * <p>Holds a few segments at most, and reads on only when the client has taken what was written before.
 */
final class Scroll {
    private static final int AHEAD = 4;

    private final Ledger ledger;
    private final Loader loader;
    private final Segments segments;
    private final WriteStream<Buffer> out;
    private final Promise<Void> end = Promise.promise();
    private final Map<Integer, Segment> held = new HashMap<>();
    private final long total;
    private long left;
    private int segment;
    private int slot;
    private boolean begun;

    Scroll(Ledger ledger, Loader loader, Segments segments, Stretch stretch, WriteStream<Buffer> out) {
        this.ledger = ledger;
        this.loader = loader;
        this.segments = segments;
        this.out = out;
        this.total = stretch.total();
        this.left = stretch.many();
        this.segment = Shelf.segment(stretch.newest());
        this.slot = Shelf.slot(stretch.newest());
    }

    /** Writes all of it, but for the end of the stream; fails when the client goes or the store doesn't answer. */
    Future<Void> run() {
        out.write(Buffer.buffer("{\"messages\":["));
        step();
        return end.future();
    }

    /** Gives up: the client is gone. */
    void stop() {
        end.tryFail(new IllegalStateException("the reader is gone"));
    }

    private void step() {
        while (!end.future().isComplete()) {
            if (left == 0 || segment < 0) {
                out.write(Buffer.buffer("],\"total_count\":" + total + "}"));
                end.complete();
            } else if (out.writeQueueFull()) {
                out.drainHandler(drained -> step());
                return;
            } else if (ledger.counts().get(segment) == 0) {
                next();
            } else {
                Archive.Run run = archived();
                Shelf shelf = run == null ? shelf() : null;
                if (run != null) {
                    read(run);
                    return;
                } else if (shelf == null) {
                    load();
                    return;
                }
                write(shelf);
                next();
            }
        }
    }

    private void next() {
        held.remove(segment);
        from(segment - 1);
    }

    private void from(int next) {
        segment = next;
        slot = Shelf.LENGTH - 1;
    }

    private Shelf shelf() {
        Shelf shelf = ledger.shelf(segment);
        return shelf == null ? held.get(segment) : shelf;
    }

    private void load() {
        List<Integer> wanted = new ArrayList<>();
        for (int number = segment; number >= 0 && wanted.size() < AHEAD; number--) {
            if (ledger.counts().get(number) > 0 && ledger.shelf(number) == null) {
                wanted.add(number);
            }
        }
        loader.load(wanted, false)
                .onSuccess(loaded -> {
                    held.putAll(loaded);
                    step();
                })
                .onFailure(end::tryFail);
    }

    /** Whole segments that stand on the disk; null where the next one doesn't. */
    private Archive.Run archived() {
        return slot == Shelf.LENGTH - 1 && !ledger.isOpen(segment) && !held.containsKey(segment)
                ? segments.archived(segment, left, ledger.counts())
                : null;
    }

    private void read(Archive.Run run) {
        segments.read(run).onComplete(read -> {
            if (read.failed()) {
                // It isn't there any more, so the store is asked.
                step();
                return;
            }
            ByteBuf text = read.result();
            if (end.future().isComplete()) {
                text.release();
                return;
            }
            if (!begun) {
                text.skipBytes(1);
                begun = true;
            }
            out.write(BufferInternal.buffer(text)).onComplete(written -> text.release());
            left -= run.posts();
            from(run.oldest() - 1);
            step();
        });
    }

    private void write(Shelf shelf) {
        int many = (int) Math.min(left, shelf.readable(slot + 1));
        byte[] text = shelf.text(slot, many);
        if (many > 0) {
            Buffer posts = Buffer.buffer(text);
            out.write(begun ? posts : posts.slice(1, text.length));
            begun = true;
            left -= many;
        }
    }
}
