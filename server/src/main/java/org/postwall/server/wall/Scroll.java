package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
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
    private final WriteStream<Buffer> out;
    private final Promise<Void> end = Promise.promise();
    private final Map<Integer, Segment> held = new HashMap<>();
    private final long total;
    private long left;
    private int segment;
    private int slot;
    private boolean begun;

    Scroll(Ledger ledger, Loader loader, Stretch stretch, WriteStream<Buffer> out) {
        this.ledger = ledger;
        this.loader = loader;
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
                Shelf shelf = shelf();
                if (shelf == null) {
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
        segment--;
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

    private void write(Shelf shelf) {
        int size = 0;
        int many = 0;
        for (int at = slot; at >= 0 && many < left; at--) {
            if (shelf.length(at) > 0) {
                size += shelf.length(at) + 1;
                many++;
            }
        }
        byte[] bytes = new byte[size - (begun || size == 0 ? 0 : 1)];
        int to = 0;
        for (int at = slot; at >= 0 && many > 0; at--) {
            if (shelf.length(at) > 0) {
                if (begun) {
                    bytes[to++] = ',';
                }
                begun = true;
                shelf.copy(at, bytes, to);
                to += shelf.length(at);
                many--;
                left--;
            }
        }
        if (bytes.length > 0) {
            out.write(Buffer.buffer(bytes));
        }
    }
}
