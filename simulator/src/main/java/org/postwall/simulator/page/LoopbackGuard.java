package org.postwall.simulator.page;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The page's doorkeeper: lets in only browsers that mean this machine by its loopback name, and writes only from the page itself.
 *
 * <p>A web page elsewhere can make a browser ask 127.0.0.1 under a foreign name (DNS rebinding) or post to it (request forgery); the
 * first shows in {@code Host}, the second in {@code Origin} (RFC 6454).
 */
public final class LoopbackGuard implements Handler<RoutingContext> {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                    + "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HostAndPort authority = request.authority();
        if (authority == null || !LOOPBACK.contains(authority.host())) {
            refuse(context, "This page answers only under its loopback address.");
            return;
        }
        String origin = request.getHeader("origin");
        boolean reads = READS.contains(request.method());
        if (!reads && origin != null && !origin.equals("http://" + request.getHeader("host"))) {
            refuse(context, "Only the page itself may do that.");
            return;
        }
        context.response()
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cross-origin-resource-policy", "same-origin")
                .putHeader("x-frame-options", "DENY");
        context.next();
    }

    private static void refuse(RoutingContext context, String sentence) {
        context.response()
                .setStatusCode(403)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end(sentence);
    }
}
