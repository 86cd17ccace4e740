package org.postwall.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/**
 * What pages of other origins may do here (Fetch standard, "CORS protocol").
 *
 * <p>The wall is public, so any page may read it. Writing from another origin is allowed only where writes need a token,
 * which a page must have been given: on an open wall the right to write is to reach the server, and any web page would
 * borrow that from its reader.
 */
public final class Cors {
    private static final CharSequence EXPOSED =
            HttpHeaders.createOptimized("ETag, Location, Retry-After, X-Request-Id");
    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final String DAY = "86400";

    private final boolean writes;

    /** @param writes whether pages of other origins may write, with a token */
    public Cors(boolean writes) {
        this.writes = writes;
    }

    /** Lets a page of another origin read the answer. */
    void mark(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.ORIGIN)) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    /** Answers the question that browsers ask before an unusual request. */
    void preflight(HttpServerRequest request, Set<String> allowed) {
        String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (wanted == null || !allowed.contains(wanted) || !(writes || isRead(wanted))) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, wanted)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY);
    }

    private static boolean isRead(String method) {
        return "GET".equals(method) || "HEAD".equals(method);
    }
}
