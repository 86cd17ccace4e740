package org.postwall.bot.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import org.postwall.telegram.time.AlarmClock;

/**
 * The bearer token a bot signs for itself with SECRET_KEY: a JWT (RFC 7519, HS256) of a few minutes, renewed in time.
 *
 * <p>Claims: {@code iss} postwall, {@code sub} {@code bot:<bot id>}, {@code scope} as in RFC 8693, {@code iat}, {@code
 * exp}.
 */
public final class ServerToken {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private final JWTAuth signer;
    private final JsonObject claims;
    private final AlarmClock clock;
    private String token;
    private Duration signedAt;

    /** A token for {@code subject} with the scopes in {@code scope}, separated by spaces. */
    public ServerToken(Vertx vertx, String secretKey, String subject, String scope, AlarmClock clock) {
        this.signer = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(secretKey))));
        this.claims =
                new JsonObject().put("iss", "postwall").put("sub", subject).put("scope", scope);
        this.clock = clock;
    }

    /** The token to send now. */
    public synchronized String current() {
        Duration now = clock.now();
        if (token == null || now.minus(signedAt).compareTo(RENEWAL) >= 0) {
            token = signer.generateToken(
                    claims.copy(), new JWTOptions().setAlgorithm("HS256").setExpiresInSeconds((int) LIFE.toSeconds()));
            signedAt = now;
        }
        return token;
    }
}
