package org.postwall.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The header {@code X-Request-Id}: the number of a request, given by its caller or by nginx, which makes one where there is
 * none. It is given back, and stands in the logs of all that the request passes.
 */
final class RequestId {
    /** The name of the number in log lines. */
    static final String LOGGED = "request_id";

    private static final CharSequence NAME = HttpHeaders.createOptimized("X-Request-Id");
    private static final Pattern HARMLESS = Pattern.compile("[\\w.:=+/-]{1,128}");

    private RequestId() {}

    static void echo(HttpServerRequest request) {
        given(request).ifPresent(id -> request.response().putHeader(NAME, id));
    }

    /** The number of a request; from now on it has one. */
    static String of(HttpServerRequest request) {
        String answered = request.response().headers().get(NAME);
        if (answered != null) {
            return answered;
        }
        String id = given(request)
                .orElseGet(() -> Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE));
        if (!request.response().headWritten()) {
            request.response().putHeader(NAME, id);
        }
        return id;
    }

    private static Optional<String> given(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(NAME))
                .filter(id -> HARMLESS.matcher(id).matches());
    }
}
