package org.postwall.server.wall;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** Tells who sent a request, as far as its token says. */
@FunctionalInterface
public interface Callers {
    /**
     * Someone who sends requests.
     *
     * @param subject whom the token names; empty without a token
     * @param scopes what the token allows
     */
    record Caller(Optional<String> subject, Set<String> scopes) {
        public static final Caller UNKNOWN = new Caller(Optional.empty(), Set.of());
    }

    Caller of(RoutingContext request);
}
