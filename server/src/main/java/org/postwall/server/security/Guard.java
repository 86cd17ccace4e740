package org.postwall.server.security;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What stands in front of a route and lets in who may use it. */
@FunctionalInterface
public interface Guard {
    /** The handler that asks who calls, then {@code handler}. */
    Handler<RoutingContext> before(Handler<RoutingContext> handler);
}
