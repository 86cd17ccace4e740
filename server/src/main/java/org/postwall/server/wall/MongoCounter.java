package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.postwall.server.store.MongoStore;

/** The document {@code wall} of the collection {@code counters}. */
final class MongoCounter implements Counter {
    private static final String COLLECTION = MongoCollections.COUNTERS;
    private static final JsonObject WALL = new JsonObject().put("_id", "wall");

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoCollections collections;
    private final MongoBarrier barrier;

    MongoCounter(MongoStore mongo, MongoCollections collections, MongoBarrier barrier) {
        this.mongo = mongo;
        this.collections = collections;
        this.client = mongo.client();
        this.barrier = barrier;
    }

    /** In a replica set by a write: only a primary that still is one gets it through, and it costs no second question. */
    @Override
    public Future<Count> read() {
        if (!barrier.alone()) {
            return update(new JsonObject().put("$inc", new JsonObject().put("reads", 1L)));
        }
        JsonObject command = new JsonObject().put("find", COLLECTION).put("filter", WALL.copy());
        return barrier.find(command)
                .compose(found -> found.isEmpty() ? take(0) : Future.succeededFuture(count(found.get(0))));
    }

    @Override
    public Future<Count> take(int many) {
        return update(new JsonObject().put("$inc", new JsonObject().put("n", (long) many)));
    }

    @Override
    public Future<Count> touch(List<Long> numbers) {
        JsonObject push = new JsonObject().put("$each", new JsonArray(numbers)).put("$slice", -Count.REMEMBERED);
        return update(new JsonObject()
                .put("$inc", new JsonObject().put("epoch", (long) numbers.size()))
                .put("$push", new JsonObject().put("touched", push)));
    }

    @Override
    public Future<Count> atLeast(long last) {
        return update(new JsonObject().put("$max", new JsonObject().put("n", last)));
    }

    private Future<Count> update(JsonObject change) {
        change.put(
                "$setOnInsert", new JsonObject().put("wall", UUID.randomUUID().toString()));
        UpdateOptions options = new UpdateOptions().setUpsert(true).setReturningNewDocument(true);
        return collections
                .ready()
                .compose(ready -> mongo.limited(client.findOneAndUpdateWithOptions(
                        COLLECTION, WALL.copy(), change, new FindOptions(), options)))
                .map(MongoCounter::count);
    }

    private static Count count(JsonObject found) {
        Stream<Object> touched = found.getJsonArray("touched", new JsonArray()).stream();
        return new Count(
                found.getString("wall", ""),
                found.getLong("n", 0L),
                found.getLong("epoch", 0L),
                touched.map(number -> ((Number) number).longValue()).toList());
    }
}
