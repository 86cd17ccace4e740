package org.postwall.server.wall;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

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
}
