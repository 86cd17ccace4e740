package org.postwall.server.wall;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/**
 * A rendered page.
 *
 * @param body the JSON, shared by all who read it: never to be changed
 * @param tag entity tag, ready for the wire
 * @param length length of the body, ready for the wire
 */
record Page(Buffer body, CharSequence tag, CharSequence length) implements Answer {
    static Page of(byte[] body, String tag) {
        return new Page(
                Buffer.buffer(body),
                HttpHeaders.createOptimized(tag),
                HttpHeaders.createOptimized(Integer.toString(body.length)));
    }

    /**
     * The same page, for many readers: its body lies outside the heap, where the kernel takes it from without a copy. The
     * garbage collector frees it, after the last writer who still has it.
     */
    Page offHeap() {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(body.length()).put(body.getBytes()).flip();
        return new Page(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)), tag, length);
    }
}
