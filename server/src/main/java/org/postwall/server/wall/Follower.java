package org.postwall.server.wall;

import io.vertx.core.buffer.Buffer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A client that follows the wall, and how far it has come. */
final class Follower {
    private final BooleanSupplier full;
    private final Consumer<Buffer> out;
    private final Runnable end;
    /** Everything up to this number was sent. */
    long cursor;
    /** Everything removed up to this one was told. */
    long removals;
    /** The segment it reads, where the process doesn't keep it. */
    Segment held;

    int heldNumber = -1;
    boolean loading;

    /**
     * @param full whether the client has yet to take what was sent
     * @param out sends to the client
     * @param end ends the stream
     */
    Follower(BooleanSupplier full, Consumer<Buffer> out, Runnable end) {
        this.full = full;
        this.out = out;
        this.end = end;
    }

    void end() {
        end.run();
    }

    boolean full() {
        return full.getAsBoolean();
    }

    void send(Buffer bytes) {
        out.accept(bytes);
    }
}
