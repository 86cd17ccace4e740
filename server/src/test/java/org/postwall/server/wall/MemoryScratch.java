package org.postwall.server.wall;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.util.Arrays;

/** A disk in memory that now and then refuses, is slow, or writes what it said it couldn't. */
final class MemoryScratch implements Scratch {
    private final Fate fate;
    private byte[] content = {};

    MemoryScratch(Fate fate) {
        this.fate = fate;
    }

    @Override
    public Future<Void> write(long position, byte[] bytes) {
        return fate.command(() -> {
            int from = (int) position;
            content = Arrays.copyOf(content, Math.max(content.length, from + bytes.length));
            System.arraycopy(bytes, 0, content, from, bytes.length);
            return null;
        });
    }

    @Override
    public Future<ByteBuf> read(long position, int length) {
        return fate.command(
                () -> Unpooled.copiedBuffer(Arrays.copyOfRange(content, (int) position, (int) position + length)));
    }
}
