package org.postwall.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bearer tokens: JWT signed with HMAC-SHA-256 (RFC 7519, RFC 7515).
 *
 * <p>Claims: {@code iss} is {@code postwall}, {@code sub} names the caller, {@code scope} lists what the caller may do,
 * separated by spaces (RFC 8693, 4.2), {@code iat} and {@code exp} are required.
 */
public final class Tokens {
    private static final String ISSUER = "postwall";
    private static final String ALGORITHM = "HS256";
    /** Clocks of two machines may differ that much. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final JWTAuth jwt;
    private final Clock clock;
    /** Signatures that were found good: checking one costs more than a whole cached page. */
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private record Verified(Caller caller, Instant from, Instant until) {}

    public Tokens(Vertx vertx, Secret secret, Clock clock) {
        this.clock = clock;
        jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(secret.bytes())))
                        // Times are checked here, by the clock that was handed in.
                        .setJWTOptions(
                                new JWTOptions().setIgnoreExpiration(true).setIssuer(ISSUER)));
    }

    /** A new token for {@code subject}, good for {@code life} from now. */
    public String issue(String subject, Collection<String> scopes, Duration life) {
        Instant now = clock.instant();
        JsonObject claims = new JsonObject()
                .put("iss", ISSUER)
                .put("sub", subject)
                .put("scope", String.join(" ", scopes))
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
        return jwt.generateToken(
                claims, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
    }

    /** The caller that {@code token} names; empty where it is no good token now. */
    public Optional<Caller> verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            Optional<Verified> found = claims(token).flatMap(Tokens::read);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            known = found.get();
            verified.put(token, known);
        }
        Instant now = clock.instant();
        return now.plus(LEEWAY).isBefore(known.from()) || !now.minus(LEEWAY).isBefore(known.until())
                ? Optional.empty()
                : Optional.of(known.caller());
    }

    /** What a token with a good signature says. */
    private Optional<JsonObject> claims(String token) {
        try {
            // An HMAC needs no waiting: the future is complete when it comes.
            Future<User> user = jwt.authenticate(new TokenCredentials(token));
            return user.succeeded()
                    ? Optional.of(user.result().attributes().getJsonObject("accessToken"))
                    : Optional.empty();
        } catch (ClassCastException e) {
            return Optional.empty(); // A time that is no number: the library looks at it before we can.
        }
    }

    private static Optional<Verified> read(JsonObject claims) {
        if (claims.getValue("sub") instanceof String subject
                && claims.getValue("scope") instanceof String scope
                && claims.getValue("iat") instanceof Number
                && claims.getValue("exp") instanceof Number until
                && claims.getValue("nbf", 0) instanceof Number from
                && !subject.isEmpty()) {
            Set<String> scopes = Arrays.stream(scope.split(" "))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toSet());
            return Optional.of(new Verified(
                    new Caller(Optional.of(subject), scopes),
                    Instant.ofEpochSecond(from.longValue()),
                    Instant.ofEpochSecond(until.longValue())));
        }
        return Optional.empty();
    }
}
