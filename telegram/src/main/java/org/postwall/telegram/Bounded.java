package org.postwall.telegram;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;

/** The content of an answer, gathered in memory as long as it stays within a limit; the rest is read and dropped. */
final class Bounded implements WriteStream<Buffer> {
    private final long most;
    private Buffer content;
    private boolean over;

    /**
     * @param expected how many bytes will probably come
     * @param most how many are kept at most
     */
    Bounded(long expected, long most) {
        this.most = most;
        this.content = Buffer.buffer((int) Math.max(0, Math.min(expected, most)));
    }

    /** All that came; nothing if that was too much. */
    Optional<Buffer> content() {
        return over ? Optional.empty() : Optional.of(content);
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (over || content.length() + data.length() > most) {
            over = true;
            content = Buffer.buffer();
        } else {
            content.appendBuffer(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        return this;
    }
}
