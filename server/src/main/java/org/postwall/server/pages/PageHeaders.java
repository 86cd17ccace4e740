package org.postwall.server.pages;

import io.vertx.core.http.HttpServerResponse;

/** The headers that every page carries: what it may load, and that nobody may frame it or learn where a reader came from. */
final class PageHeaders {
    private PageHeaders() {}

    /**
     * Adds them.
     *
     * @param policy a Content-Security-Policy
     */
    static void put(HttpServerResponse response, String policy) {
        response.putHeader("Content-Security-Policy", policy)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
}
