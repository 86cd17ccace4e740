package org.postwall.server.security;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwall.server.http.ApiException;

/** The guards of all routes (RFC 6750): what a caller must show where. */
public final class Guards {
    private static final String SCHEME = "Bearer ";
    private static final Pattern LOOPBACK =
            Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final String REALM = "Bearer realm=\"postwall\"";

    private final Access access;
    private final boolean onLoopback;
    private final Optional<Tokens> tokens;

    /**
     * Guards of one server.
     *
     * @param onLoopback whether only this machine can reach the server
     * @param tokens empty where no key is set: then nobody can show a token
     */
    public Guards(Access access, boolean onLoopback, Optional<Tokens> tokens) {
        this.access = access;
        this.onLoopback = onLoopback;
        this.tokens = tokens;
    }

    /** Asks nobody anything. */
    public Guard anyone() {
        return handler -> handler;
    }

    /** Wants a token with {@code scope}, unless anyone may write here. */
    public Guard writer(String scope) {
        if (access == Access.TOKEN) {
            return holder(scope);
        }
        return onLoopback ? Guards::ownPages : anyone();
    }

    /** Wants a token with one of {@code scopes}, always. */
    public Guard holder(String... scopes) {
        return handler -> context -> {
            Caller caller = caller(context);
            if (Arrays.stream(scopes).noneMatch(caller::has)) {
                throw ApiException.forbidden(
                        "This needs a token with the scope " + String.join(" or ", scopes) + ".",
                        REALM + ", error=\"insufficient_scope\", scope=\"" + String.join(" ", scopes) + "\"");
            }
            caller.bind(context);
            handler.handle(context);
        };
    }

    /**
     * Refuses pages from elsewhere, which a browser lets in where a name of theirs was made to lead to this machine (DNS
     * rebinding). Programs send no Origin and pass.
     */
    private static Handler<RoutingContext> ownPages(Handler<RoutingContext> handler) {
        return context -> {
            String origin = context.request().getHeader(HttpHeaders.ORIGIN);
            if (origin != null && !LOOPBACK.matcher(origin).matches()) {
                throw ApiException.forbidden("This wall is open to its own machine, not to the page at that origin.");
            }
            handler.handle(context);
        };
    }

    private Caller caller(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw ApiException.unauthorized("This needs a token: Authorization: Bearer <token>.", REALM);
        }
        String token = header.substring(SCHEME.length()).strip();
        return tokens.flatMap(known -> known.verify(token))
                .orElseThrow(() -> ApiException.unauthorized(
                        "The token is not one of this server's, or its time is over.",
                        REALM + ", error=\"invalid_token\""));
    }
}
