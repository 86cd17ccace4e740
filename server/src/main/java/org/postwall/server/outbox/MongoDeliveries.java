package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.Once;

/**
 * The collection {@code deliveries}: {@code {_id: "<source>/<chat>", bot, source, chat, order, state, attempts, dueAt?,
 * fence?, messageId?, revision?, reason?, stopped?}}, {@code dueAt} in milliseconds since 1970. {@code stopped}: it ended
 * because the chat left or couldn't be reached. A negative {@code revision}: it was tried to delete it.
 */
final class MongoDeliveries {
    private static final String COLLECTION = "deliveries";
    private static final BulkWriteOptions EACH_BY_ITSELF = new BulkWriteOptions().setOrdered(false);
    private static final UpdateOptions ALL = new UpdateOptions().setMulti(true);

    private final MongoStore mongo;
    private final MongoClient client;
    private final Once<Void> indexed = new Once<>(this::index);

    MongoDeliveries(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    /** The collection with its indexes; tried again at the next call where that failed. */
    private Future<Void> ready() {
        return indexed.get();
    }

    private Future<Void> index() {
        JsonObject turns = new JsonObject().put("bot", 1).put("state", 1).put("order", 1);
        JsonObject bySource = new JsonObject().put("source", 1).put("state", 1).put("chat", 1);
        JsonObject amended =
                new JsonObject().put("source", 1).put("revision", 1).put("chat", 1);
        IndexOptions sent =
                new IndexOptions().partialFilterExpression(new JsonObject().put("state", State.SENT.text()));
        return mongo.limited(client.createIndex(COLLECTION, turns)
                .compose(done -> client.createIndex(COLLECTION, bySource))
                .compose(done -> client.createIndexWithOptions(COLLECTION, amended, sent)));
    }

    Future<List<JsonObject>> find(JsonObject query, FindOptions options) {
        return ready().compose(ready -> mongo.limited(client.findWithOptions(COLLECTION, query, options)));
    }

    /** How many were changed. */
    Future<Long> updateAll(JsonObject query, JsonObject change) {
        return ready().compose(
                        ready -> mongo.patient(client.updateCollectionWithOptions(COLLECTION, query, change, ALL)))
                .map(updated -> updated.getDocModified());
    }

    /** As {@link #updateAll}, for what somebody waits for. */
    Future<Long> updateSoon(JsonObject query, JsonObject change) {
        return mongo.limited(client.updateCollectionWithOptions(COLLECTION, query, change, ALL))
                .map(updated -> updated.getDocModified());
    }

    Future<Void> write(List<BulkOperation> operations) {
        return ready().compose(ready -> mongo.limited(
                        MongoStore.takenOf(client.bulkWriteWithOptions(COLLECTION, operations, EACH_BY_ITSELF)))
                .mapEmpty());
    }

    /** One after the other; what comes after a failure isn't done. */
    Future<Void> writeInOrder(List<BulkOperation> operations) {
        return ready().compose(ready -> mongo.limited(client.bulkWrite(COLLECTION, operations)))
                .mapEmpty();
    }

    Future<Void> remove(String id) {
        return mongo.limited(client.removeDocument(COLLECTION, new JsonObject().put("_id", id)))
                .mapEmpty();
    }

    /** The documents that a pipeline makes of the collection. */
    Future<List<JsonObject>> aggregate(JsonArray pipeline) {
        JsonObject command = new JsonObject()
                .put("aggregate", COLLECTION)
                .put("pipeline", pipeline)
                .put("cursor", new JsonObject().put("batchSize", 10_000));
        return ready().compose(ready -> mongo.patient(client.runCommand("aggregate", command)))
                .map(answer -> answer.getJsonObject("cursor").getJsonArray("firstBatch").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    /** A delivery that waits for its first turn. */
    static JsonObject fresh(String bot, String source, long order, long chat) {
        return new JsonObject()
                .put("_id", id(source, chat))
                .put("bot", bot)
                .put("source", source)
                .put("chat", chat)
                .put("order", order)
                .put("state", State.QUEUED.text())
                .put("attempts", 0);
    }

    static String id(String source, long chat) {
        return source + "/" + chat;
    }

    /** The deliveries of these sources for one chat. */
    static JsonObject of(Collection<String> sources, long chat) {
        JsonArray ids =
                new JsonArray(sources.stream().map(source -> id(source, chat)).toList());
        return new JsonObject().put("_id", new JsonObject().put("$in", ids));
    }

    static JsonObject in(State... states) {
        return new JsonObject()
                .put("$in", new JsonArray(Arrays.stream(states).map(State::text).toList()));
    }
}
