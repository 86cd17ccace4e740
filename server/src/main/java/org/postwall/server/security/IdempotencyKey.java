package org.postwall.server.security;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.postwall.server.http.ApiException;

/** The header {@code Idempotency-Key}, by which a repeated request is known: each caller has keys of his own. */
public final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 128;

    private IdempotencyKey() {}

    /** The key of this request behind its caller's subject; 422 where it isn't 1 to 128 visible characters. */
    public static Optional<String> of(RoutingContext request) {
        String key = request.request().getHeader(HEADER);
        if (key == null) {
            return Optional.empty();
        }
        if (key.isEmpty() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid(HEADER, "must have 1 to 128 visible characters");
        }
        return Optional.of(own(request, key));
    }

    /** A key as this request's caller has it. */
    public static String own(RoutingContext request, String key) {
        return Caller.of(request).subject().orElse("-") + ":" + key;
    }
}
