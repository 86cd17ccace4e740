package org.postwall.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** The header {@code X-Request-Id}: a caller's own number for a request, given back so that both logs can be matched. */
final class RequestId {
    private static final CharSequence NAME = HttpHeaders.createOptimized("X-Request-Id");
    private static final Pattern HARMLESS = Pattern.compile("[\\w.:=+/-]{1,128}");

    private RequestId() {}

    static void echo(HttpServerRequest request) {
        String id = request.getHeader(NAME);
        if (id != null && HARMLESS.matcher(id).matches()) {
            request.response().putHeader(NAME, id);
        }
    }
}
