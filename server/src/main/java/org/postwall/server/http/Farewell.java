package org.postwall.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of an answer that a request may still be talking into.
 *
 * <p>A short rest of a body is read and forgotten, so the connection stays good. Before a long or endless one the
 * connection is closed, but not at once: closing while bytes arrive makes TCP throw away the answer as well (RFC 9112,
 * 9.6), so the rest is swallowed for a moment first.
 */
final class Farewell {
    private static final long SHORT_REST = 64 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(2);

    private Farewell() {}

    static void end(HttpServerRequest request, Buffer body) {
        if (!request.isEnded() && !restIsShort(request)) {
            endAndClose(request, body);
            return;
        }
        forgetRest(request);
        request.response().end(body);
    }

    /** Takes no further request from this connection, though some may be waiting in it already. */
    static void endAndClose(HttpServerRequest request, Buffer body) {
        forgetRest(request);
        request.connection().shutdown(LINGER.toMillis(), TimeUnit.MILLISECONDS);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).end(body);
    }

    private static void forgetRest(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(forgotten -> {}).resume();
        }
    }

    private static boolean restIsShort(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || (length.length() <= 6 && Long.parseLong(length) <= SHORT_REST);
    }
}
