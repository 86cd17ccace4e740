package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.List;
import org.postwall.server.store.MongoStore;

/** Counts by MongoDB's {@code count} command, which reads index keys only, or no key at all. */
final class MongoCensus implements Census {
    private static final String COLLECTION = MongoPostStore.COLLECTION;

    private final MongoStore mongo;
    private final MongoClient client;

    MongoCensus(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
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
        JsonObject query = new JsonObject().put("gone", between(from, to));
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("_id", 0).put("gone", 1))
                .setSort(new JsonObject().put("gone", 1));
        return client.findWithOptions(COLLECTION, query, options)
                .map(found -> found.stream().map(json -> json.getLong("gone")).toList());
    }

    @Override
    public Future<Long> highest() {
        FindOptions options = new FindOptions()
                .setFields(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("_id", -1))
                .setLimit(1);
        return mongo.limited(client.findWithOptions(COLLECTION, new JsonObject(), options))
                .map(found -> found.isEmpty() ? 0L : found.get(0).getLong("_id"));
    }

    private Future<Long> count(JsonObject query) {
        JsonObject command = new JsonObject().put("count", COLLECTION).put("query", query);
        return client.runCommand("count", command).map(answer -> answer.getLong("n"));
    }

    private static JsonObject between(long from, long to) {
        return new JsonObject().put("$gte", from).put("$lte", to);
    }
}
