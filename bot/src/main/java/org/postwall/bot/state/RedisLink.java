package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.time.AlarmClock;

/**
 * One connection to Redis that is made anew when it is lost. Commands keep their order; each has a time limit, and while
 * Redis is away they fail at once instead of waiting for it one by one. Thread-safe.
 */
final class RedisLink {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(1);
    private static final Duration HOLD_OFF = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final RedisSettings settings;
    private final AlarmClock clock;
    private Session session;
    private Duration notBefore = Duration.ZERO;
    private boolean closed;

    private record Session(Redis client, Future<RedisConnection> connection) {}

    RedisLink(Vertx vertx, RedisSettings settings, AlarmClock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
    }

    Future<Response> send(Request command) {
        Session now;
        synchronized (this) {
            if (closed || (session == null && clock.now().compareTo(notBefore) < 0)) {
                return Future.failedFuture("Redis is away");
            }
            if (session == null) {
                session = connect();
            }
            now = session;
        }
        return now.connection()
                .compose(connection -> connection.send(command))
                .timeout(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> drop(now));
    }

    synchronized Future<Void> close() {
        closed = true;
        return session == null ? Future.succeededFuture() : session.client().close();
    }

    private Session connect() {
        Redis client = Redis.createClient(vertx, options());
        return new Session(client, client.connect());
    }

    private void drop(Session lost) {
        synchronized (this) {
            if (!lost.equals(session)) {
                return;
            }
            session = null;
            notBefore = clock.now().plus(HOLD_OFF);
        }
        lost.client().close();
    }

    private RedisOptions options() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        String account = settings.password()
                .map(password -> encode(settings.user().orElse("")) + ":" + encode(password) + "@")
                .orElse("");
        return new RedisOptions()
                .setConnectionString("redis://" + account + host + ":" + settings.port())
                .setMaxPoolSize(1)
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                        .setTcpKeepAlive(true));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
