package org.postwall.server.security;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request, as far as a guard looked.
 *
 * @param subject the token's {@code sub}; empty where nobody was asked
 * @param scopes what the token allows
 */
public record Caller(Optional<String> subject, Set<String> scopes) {
    /** A caller who was not asked for a token. */
    public static final Caller ANYONE = new Caller(Optional.empty(), Set.of());

    private static final String KEY = Caller.class.getName();

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The caller that the guard of this route found. */
    public static Caller of(RoutingContext context) {
        Caller caller = context.get(KEY);
        return caller == null ? ANYONE : caller;
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    void bind(RoutingContext context) {
        context.put(KEY, this);
    }
}
