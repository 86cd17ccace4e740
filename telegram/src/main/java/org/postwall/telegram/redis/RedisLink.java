package org.postwall.telegram.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shared connection to Redis that is remade whenever it is lost.
 *
 * <p>Commands are pipelined on it, each with a time limit. A command that gets no answer in time condemns its connection:
 * everybody is told at once that Redis is away, and a new one is tried in the background. So a frozen Redis costs one
 * time limit, not one per command. An idle connection is checked every second, so a Redis that froze, or is no master any
 * more, is left before another takes its place. Thread-safe.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Context loop;
    private final RedisSettings settings;
    private final RedisClients clients;
    private final Clock clock;
    private volatile RedisSession session;
    private Instant awaySince;
    private Duration awayBefore = Duration.ZERO;
    private Duration pause = FIRST_PAUSE;
    private boolean closed;

    private RedisLink(Vertx vertx, RedisSettings settings, Clock clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.clients = new RedisClients(vertx, settings, CONNECT);
        this.clock = clock;
    }

    /**
     * Done after the first attempt, whether Redis is there or not. What is called back by an event loop is best opened on
     * it: then nothing hops between threads.
     */
    public static Future<RedisLink> open(Vertx vertx, RedisSettings settings, Clock clock) {
        RedisLink link = new RedisLink(vertx, settings, clock);
        return link.connect().transform(done -> Future.succeededFuture(link));
    }

    /** The connection now; empty while Redis is away. */
    public Optional<RedisSession> session() {
        return Optional.ofNullable(session);
    }

    /** The answer, null for a missing value; fails at once while Redis is away, and in any case soon. */
    public Future<Response> send(Request request) {
        RedisSession now = session;
        return now == null ? Future.failedFuture("Redis is away") : now.send(request);
    }

    /** Whether Redis answers now. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    /** How long Redis has been away since this link was opened, all times together. */
    public synchronized Duration away() {
        Instant since = awaySince;
        return since == null ? awayBefore : awayBefore.plus(Duration.between(since, clock.instant()));
    }

    public synchronized Future<Void> close() {
        closed = true;
        RedisSession last = session;
        session = null;
        return last == null ? Future.succeededFuture() : last.close();
    }

    private Future<Void> connect() {
        // A client of its own for each connection: closing it really closes the socket, with all that waits on it.
        Redis client = clients.next();
        return client.connect()
                .compose(clients::checked)
                .timeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .<Void>map(connection -> {
                    back(new RedisSession(client, connection, ANSWER, this::lost));
                    return null;
                })
                .onFailure(error -> {
                    loop.runOnContext(later -> client.close());
                    away(error);
                    retry();
                });
    }

    private synchronized void back(RedisSession made) {
        if (closed) {
            loop.runOnContext(later -> made.close());
            return;
        }
        pause = FIRST_PAUSE;
        if (awaySince != null) {
            LOG.info(
                    "Redis is back after {} ms",
                    Duration.between(awaySince, clock.instant()).toMillis());
            awayBefore = away();
            awaySince = null;
        }
        // Last: whoever sees it sees the account of its absence closed.
        session = made;
        watch(made);
    }

    private void watch(RedisSession watched) {
        vertx.setTimer(CHECK.toMillis(), id -> {
            if (session == watched) {
                watched.check(clients::checked);
                watch(watched);
            }
        });
    }

    private synchronized void lost(RedisSession lost, Throwable why) {
        // Not at once: this is called while the client still takes the connection apart.
        loop.runOnContext(later -> lost.close());
        if (session == lost && !closed) {
            away(why);
            session = null;
            retry();
        }
    }

    private synchronized void away(Throwable why) {
        if (awaySince == null && !closed) {
            awaySince = clock.instant();
            LOG.warn("Redis at {} is away, going on without it: {}", settings.place(), why.toString());
        }
    }

    private synchronized void retry() {
        if (!closed) {
            long delay = pause.toMillis();
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            vertx.setTimer(delay, id -> loop.runOnContext(ready -> again()));
        }
    }

    private synchronized void again() {
        if (!closed) {
            connect();
        }
    }
}
