package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Collection;
import java.util.List;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.Once;

/**
 * The collection {@code outbox_sources}: {@code {_id, bot, kind, order, guarantee, content, at, status, cursor, whole,
 * finished, opened, revision, rate?, counts?, reasons?}}; the last two only where finished.
 */
final class MongoSources {
    private static final String COLLECTION = "outbox_sources";
    private static final UpdateOptions ALL = new UpdateOptions().setMulti(true);

    private final MongoStore mongo;
    private final MongoClient client;
    private final Once<Void> indexed = new Once<>(this::index);

    MongoSources(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    /** The collection with its indexes; tried again at the next call where that failed. */
    private Future<Void> ready() {
        return indexed.get();
    }

    private Future<Void> index() {
        JsonObject open = new JsonObject().put("bot", 1).put("finished", 1).put("order", 1);
        JsonObject newest = new JsonObject().put("finished", 1).put("at", -1);
        JsonObject last = new JsonObject().put("bot", 1).put("kind", 1).put("order", -1);
        return mongo.limited(client.createIndex(COLLECTION, open)
                .compose(done -> client.createIndex(COLLECTION, newest))
                .compose(done -> client.createIndex(COLLECTION, last)));
    }

    /** Whether it was added; not where one of that name is there. */
    Future<Boolean> insert(JsonObject document) {
        return ready().compose(ready -> mongo.limited(MongoStore.unlessTaken(client.insert(COLLECTION, document))));
    }

    Future<List<JsonObject>> find(JsonObject query, FindOptions options) {
        return ready().compose(ready -> mongo.limited(client.findWithOptions(COLLECTION, query, options)));
    }

    /** How many the query found. */
    Future<Long> update(JsonObject query, JsonObject change) {
        return mongo.limited(client.updateCollectionWithOptions(COLLECTION, query, change, ALL))
                .map(updated -> updated.getDocMatched());
    }

    static JsonObject named(String source) {
        return new JsonObject().put("_id", source);
    }

    static JsonObject named(Collection<String> sources) {
        return new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(List.copyOf(sources))));
    }

    static JsonObject in(Collection<Status> statuses) {
        return new JsonObject()
                .put("$in", new JsonArray(statuses.stream().map(Status::text).toList()));
    }
}
