package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.concurrent.TimeUnit;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.Once;

/** The indexes that broadcasting relies on: a key of a message is used once, old wrong tokens vanish. */
final class MongoIndexes {
    private final MongoStore mongo;
    private final Once<Void> ready = new Once<>(this::make);

    MongoIndexes(MongoStore mongo) {
        this.mongo = mongo;
    }

    /** Done when none is missing. After a failure it is tried again by whoever asks next. */
    Future<Void> ready() {
        return ready.get();
    }

    private Future<Void> make() {
        return mongo.limited(mongo.client()
                        .createIndexWithOptions(
                                MongoMessages.COLLECTION,
                                new JsonObject().put("key", 1),
                                new IndexOptions().name("key").unique(true).sparse(true)))
                .compose(done -> embedded())
                .compose(embedded -> embedded ? Future.succeededFuture() : expiry());
    }

    private Future<Void> expiry() {
        return mongo.limited(mongo.client()
                .createIndexWithOptions(
                        MongoAttempts.COLLECTION,
                        new JsonObject().put(MongoAttempts.EXPIRES, 1),
                        new IndexOptions().name(MongoAttempts.EXPIRES).expireAfter(0L, TimeUnit.SECONDS)));
    }

    /** The embedded MongoDB, which gives no collection an identity, removes nothing by itself and warns when it is asked to. */
    private Future<Boolean> embedded() {
        JsonObject list = new JsonObject()
                .put("listCollections", 1)
                .put("filter", new JsonObject().put("name", MongoMessages.COLLECTION));
        return mongo.limited(mongo.client().runCommand("listCollections", list))
                .map(answer -> answer.getJsonObject("cursor").getJsonArray("firstBatch").stream()
                        .map(JsonObject.class::cast)
                        .noneMatch(found ->
                                found.getJsonObject("info", new JsonObject()).containsKey("uuid")));
    }

    /** Whether a document was stored in place of the version before it: version 1 in place of none. */
    static Future<Boolean> store(MongoClient client, String collection, JsonObject next) {
        long version = next.getLong("v");
        if (version == 1) {
            return MongoStore.unlessTaken(client.insert(collection, next));
        }
        JsonObject before = new JsonObject().put("_id", next.getValue("_id")).put("v", version - 1);
        return client.replaceDocuments(collection, before, next).map(done -> done.getDocMatched() == 1);
    }
}
