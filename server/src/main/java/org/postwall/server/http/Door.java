package org.postwall.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What a request must be before a route is asked: HTTP/1.0 or 1.1, framed in one way only (RFC 9112, 2.3, 3.2 and 6).
 *
 * <p>Every request passes here, so it costs a few look-ups and allocates nothing.
 */
public final class Door implements Handler<HttpServerRequest> {
    private final Handler<HttpServerRequest> inside;
    private final Traffic traffic;
    private volatile boolean draining;

    public Door(Handler<HttpServerRequest> inside, Traffic traffic) {
        this.inside = inside;
        this.traffic = traffic;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (draining) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        ApiException refusal = look(request);
        if (refusal == null) {
            inside.handle(request);
        } else {
            refuse(request, refusal);
        }
    }

    /** From now on every answer is its connection's last. */
    void drain() {
        draining = true;
    }

    /** Answers what could not even be parsed. */
    public void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(request, ApiException.status(414, "The request line is too long."));
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(request, ApiException.status(431, "The headers are too long."));
        } else {
            refuse(request, ApiException.unreadable("This is not an HTTP request that can be read."));
        }
    }

    private void refuse(HttpServerRequest request, ApiException refusal) {
        traffic.refused(refusal.status());
        Failures.answerAndClose(request, refusal);
    }

    private static ApiException look(HttpServerRequest request) {
        HttpVersion version = request.version();
        if (version == null) {
            return ApiException.status(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
        }
        String target = request.uri();
        if (!target.startsWith("/") && isNoTarget(request.method(), target)) {
            return ApiException.unreadable("The target of a request begins with a slash.");
        }
        MultiMap headers = request.headers();
        String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null) {
            return framed(version, coding, headers);
        }
        if (version == HttpVersion.HTTP_1_1 && !headers.contains(HttpHeaders.HOST)) {
            return ApiException.unreadable("The header Host is missing.");
        }
        return null;
    }

    /** Besides a path there is a whole URI, and what only CONNECT and OPTIONS have (RFC 9112, 3.2). */
    private static boolean isNoTarget(HttpMethod method, String target) {
        return !target.contains("://") && !HttpMethod.CONNECT.equals(method) && !HttpMethod.OPTIONS.equals(method);
    }

    private static ApiException framed(HttpVersion version, String coding, MultiMap headers) {
        if (version == HttpVersion.HTTP_1_0) {
            return ApiException.unreadable("HTTP/1.0 has no transfer codings.");
        }
        if (headers.contains(HttpHeaders.CONTENT_LENGTH)) {
            return ApiException.unreadable("A body has either a Content-Length or a Transfer-Encoding.");
        }
        if (headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() > 1 || !"chunked".equalsIgnoreCase(coding.strip())) {
            return ApiException.status(501, "The only transfer coding this server knows is chunked.");
        }
        if (!headers.contains(HttpHeaders.HOST)) {
            return ApiException.unreadable("The header Host is missing.");
        }
        return null;
    }
}
