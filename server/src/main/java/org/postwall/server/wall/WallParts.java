package org.postwall.server.wall;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.postwall.server.store.MongoStore;

/** Everything the wall is made of, wired by hand. */
public final class WallParts {
    private final MongoPostStore posts;
    private final Wall wall;

    /** Call on the event loop that serves HTTP: all of the wall runs there. */
    public WallParts(Vertx vertx, MongoStore mongo, MeterRegistry registry) {
        Context loop = vertx.getOrCreateContext();
        Alarm alarm = new VertxAlarm(vertx, loop);
        posts = new MongoPostStore(mongo.client());
        Counter counter = new MongoCounter(mongo.client());
        Voids voids = new Voids(posts, alarm);
        Writer writer = new Writer(
                posts,
                counter,
                new MongoCensus(mongo.client()),
                head -> Future.succeededFuture(),
                arrived -> {},
                voids,
                new WallMetrics(registry),
                Writer.Limits.USUAL);
        wall = new Wall(posts, counter, writer);
    }

    public Wall wall() {
        return wall;
    }

    /** Prepares the collections. */
    public Future<Void> start() {
        return posts.prepare();
    }
}
