package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** A client who takes what it gets after a while. */
final class MemoryStream implements WriteStream<Buffer> {
    private final Fate fate;
    private final Buffer text = Buffer.buffer();
    private Handler<Void> drained = done -> {};
    private boolean full;

    MemoryStream(Fate fate) {
        this.fate = fate;
    }

    String text() {
        return text.toString();
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        text.appendBuffer(bytes);
        if (!full && fate.chance(30)) {
            full = true;
            fate.later(() -> {
                full = false;
                drained.handle(null);
            });
        }
        return Future.succeededFuture();
    }

    @Override
    public boolean writeQueueFull() {
        return full;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        drained = handler;
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        return this;
    }
}
