package org.postwall.telegram.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One life of the connection to Redis.
 *
 * <p>What was learned in one session must not be trusted in another: Redis may have restarted in between and forgotten
 * its latest writes. Thread-safe.
 */
public final class RedisSession {
    private static final List<String> ELSEWHERE = List.of("READONLY ", "MOVED ", "CLUSTERDOWN ", "MASTERDOWN ");

    private final Redis client;
    private final RedisConnection connection;
    private final Duration limit;
    private final BiConsumer<RedisSession, Throwable> lost;
    private final AtomicBoolean over = new AtomicBoolean();

    RedisSession(Redis client, RedisConnection connection, Duration limit, BiConsumer<RedisSession, Throwable> lost) {
        this.client = client;
        this.connection = connection;
        this.limit = limit;
        this.lost = lost;
        connection.endHandler(end -> end(new IllegalStateException("Redis closed the connection")));
        connection.exceptionHandler(this::end);
    }

    /** The answer, null for a missing value; fails within the time limit, and then the session is over. */
    public Future<Response> send(Request request) {
        if (over.get()) {
            return Future.failedFuture(new IllegalStateException("the connection to Redis is closed"));
        }
        return connection
                .send(request)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(error -> {
                    // Most errors that Redis itself answers leave the connection as good as it was.
                    if (!(error instanceof ErrorType answer) || isElsewhere(answer)) {
                        end(error);
                    }
                });
    }

    /** Ends the session where a look at the connection fails. */
    void check(Function<RedisConnection, Future<RedisConnection>> look) {
        look.apply(connection).timeout(limit.toMillis(), TimeUnit.MILLISECONDS).onFailure(this::end);
    }

    /** Whether the other side says that it is not, or no longer, the one to be asked. */
    private static boolean isElsewhere(ErrorType answer) {
        String message = String.valueOf(answer.getMessage());
        // Older ones put the error of a command into that of the script.
        return ELSEWHERE.stream().anyMatch(kind -> message.startsWith(kind) || message.contains("-" + kind));
    }

    Future<Void> close() {
        over.set(true);
        return client.close();
    }

    private void end(Throwable why) {
        if (over.compareAndSet(false, true)) {
            lost.accept(this, why);
        }
    }
}
