package org.postwall.server.wall;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;

/** Space on this server's disk that no other process sees and that is gone when this one ends. */
interface Scratch {
    /** Fails where the disk refuses. */
    Future<Void> write(long position, byte[] bytes);

    /** {@code length} bytes that were written before; whoever gets them releases them. */
    Future<ByteBuf> read(long position, int length);
}
