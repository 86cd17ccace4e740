package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postwall.server.store.MongoStore;

/** Counts by MongoDB's {@code count} command, which reads index keys only, or no key at all. */
final class MongoCensus implements Census {
    private static final String COLLECTION = MongoCollections.POSTS;
    /** Voids per answer: each is some thirty bytes, and an answer may have 16 MiB. */
    private static final int AT_ONCE = 50_000;

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoBarrier barrier;

    MongoCensus(MongoStore mongo, MongoBarrier barrier) {
        this.mongo = mongo;
        this.client = mongo.client();
        this.barrier = barrier;
    }

    @Override
    public Future<Long> size() {
        return count(new JsonObject());
    }

    @Override
    public Future<Long> count(long from, long to) {
        return count(new JsonObject().put("_id", between(from, to)));
    }

    @Override
    public Future<List<Long>> present(Collection<Long> numbers) {
        JsonObject in = new JsonObject().put("$in", new JsonArray(List.copyOf(numbers)));
        FindOptions options = new FindOptions().setFields(new JsonObject().put("_id", 1));
        return mongo.limited(client.findWithOptions(COLLECTION, new JsonObject().put("_id", in), options))
                .map(found -> found.stream().map(json -> json.getLong("_id")).toList());
    }

    @Override
    public Future<List<Long>> gone(long from, long to) {
        return gone(from, to, new ArrayList<>());
    }

    private Future<List<Long>> gone(long from, long to, List<Long> before) {
        JsonObject command = new JsonObject()
                .put("find", COLLECTION)
                .put("filter", new JsonObject().put("gone", between(from, to)))
                .put("projection", new JsonObject().put("_id", 0).put("gone", 1))
                .put("sort", new JsonObject().put("gone", 1))
                .put("batchSize", AT_ONCE)
                .put("limit", AT_ONCE);
        return barrier.find(command).compose(found -> {
            found.forEach(json -> before.add(json.getLong("gone")));
            return found.size() < AT_ONCE
                    ? Future.succeededFuture(before)
                    : gone(before.get(before.size() - 1) + 1, to, before);
        });
    }

    @Override
    public Future<Long> highest() {
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("_id", -1))
                .setLimit(1);
        // By a bound: a document with another kind of _id, put there by hand, may sort above all numbers.
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$gte", 0L));
        return mongo.limited(client.findWithOptions(COLLECTION, query, options))
                .map(found -> found.isEmpty() ? 0L : found.get(0).getLong("_id"));
    }

    private Future<Long> count(JsonObject query) {
        JsonObject command = new JsonObject()
                .put("count", COLLECTION)
                .put("query", query)
                .put("readConcern", new JsonObject().put("level", "majority"));
        return mongo.patient(client.runCommand("count", command)).map(answer -> answer.getLong("n"));
    }

    private static JsonObject between(long from, long to) {
        return new JsonObject().put("$gte", from).put("$lte", to);
    }
}
