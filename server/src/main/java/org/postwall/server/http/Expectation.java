package org.postwall.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What a client wants to know before it sends a body (RFC 9110, 10.1.1), answered only after the head was found good, so that
 * a refused body isn't even sent.
 */
final class Expectation {
    private static final int DIGITS = 9;

    private Expectation() {}

    /** Lets the body come; 413 where its announced length is over {@code limit} bytes, 417 where more than that is expected. */
    static void meet(HttpServerRequest request, int limit) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > DIGITS || Long.parseLong(length) > limit)) {
            throw ApiException.tooLarge(limit);
        }
        String expectation = request.getHeader(HttpHeaders.EXPECT);
        if (expectation == null || request.version() == HttpVersion.HTTP_1_0) {
            return;
        }
        if (!"100-continue".equalsIgnoreCase(expectation)) {
            throw ApiException.status(417, "The only expectation this server knows is 100-continue.");
        }
        request.response().writeContinue();
    }
}
