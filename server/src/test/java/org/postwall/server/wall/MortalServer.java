package org.postwall.server.wall;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A wall engine that can die at any moment: then it sends nothing more and hears nothing more. */
final class MortalServer {
    final WallEngine engine;
    final List<Long> followed = new ArrayList<>();
    long followedFrom = -1;
    private final List<Promise<?>> clients = new ArrayList<>();
    private boolean alive = true;

    MortalServer(Fate fate, MemoryMongo mongo, Optional<MemoryRedis> redis, long segmentBytes, int largestPage) {
        Optional<MemoryRedis.Client> client = redis.map(there -> there.new Client());
        engine = new WallEngine(
                mortal(PostStore.class, mongo),
                mortal(Counter.class, mongo),
                mortal(Census.class, mongo),
                client.map(cache -> mortal(HeadCache.class, cache)),
                client.map(cache -> mortal(SegmentCache.class, cache)),
                fate.alarm(() -> alive),
                fate,
                Runnable::run,
                new WallMetrics(new SimpleMeterRegistry()),
                segmentBytes,
                new Archive(Optional.of(mortal(Scratch.class, new MemoryScratch(fate))), 24 << 10),
                largestPage);
        engine.start();
    }

    /** What a client asked, answered with a failure if this server dies first. */
    <T> Future<T> asked(Future<T> answer) {
        Promise<T> heard = Promise.promise();
        answer.onComplete(done -> {
            if (done.succeeded()) {
                heard.tryComplete(done.result());
            } else {
                heard.tryFail(done.cause());
            }
        });
        clients.add(heard);
        return heard.future();
    }

    void die() {
        alive = false;
        clients.forEach(client -> client.tryFail("connection reset"));
    }

    /** Begins to follow the stream from its start. */
    void follow() {
        Follower follower = new Follower(() -> false, this::heard, () -> {});
        engine.wall().follow(OptionalLong.of(0), follower).onSuccess(done -> followedFrom = 0);
    }

    private void heard(Buffer events) {
        for (String event : events.toString().split("\n\n", -1)) {
            if (event.startsWith("id: ")) {
                followed.add(Long.parseLong(event.substring(4, event.indexOf('\n'))));
            }
        }
    }

    @SuppressWarnings("unchecked") // the proxy implements just the one interface that was asked for
    private <T> T mortal(Class<T> type, T real) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (!alive) {
                return method.getReturnType() == Future.class
                        ? Promise.promise().future()
                        : false;
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof Future<?> future ? ifAlive(future) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private <T> Future<T> ifAlive(Future<T> future) {
        Promise<T> heard = Promise.promise();
        future.onComplete(done -> {
            if (alive && done.succeeded()) {
                heard.complete(done.result());
            } else if (alive) {
                heard.fail(done.cause());
            }
        });
        return heard.future();
    }
}
