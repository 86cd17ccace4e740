package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Optional;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.StoreFailure;

/**
 * Reads that show all that was acknowledged before they began, through any change of the primary.
 *
 * <p>A majority read alone may lag behind: a new primary doesn't know what a majority has before a write of its own term
 * is through, and a primary that was cut off answers from its past until it notices. So a small write is made first,
 * shared by all who wait, and the read asks for nothing older than that write ({@code afterClusterTime}): who is cut off
 * can't answer it. A single mongod tells no time, and needs none of this.
 *
 * <p>Source: MongoDB manual, "Read Concern" and "Causal Consistency".
 */
final class MongoBarrier {
    private static final String COLLECTION = MongoCollections.COUNTERS;
    private static final JsonObject MARK = new JsonObject().put("_id", "barrier");
    private static final JsonObject DURABLE =
            new JsonObject().put("w", "majority").put("j", true);
    private static final String TIME = "operationTime";

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoCollections collections;
    private final Shared<Optional<JsonObject>> time = new Shared<>(this::mark, Runnable::run);
    /** Every answer of a replica set's member tells; until the first one this is only a guess. */
    private boolean alone = true;

    MongoBarrier(MongoStore mongo, MongoCollections collections) {
        this.mongo = mongo;
        this.collections = collections;
        this.client = mongo.client();
    }

    /** Whether the last answer came from a single mongod, whose majority reads are never old. */
    boolean alone() {
        return alone;
    }

    /** Runs a {@code find} with one batch, which shows whatever was acknowledged before. */
    Future<List<JsonObject>> find(JsonObject command) {
        Future<JsonObject> answer = alone
                ? run(command, Optional.empty())
                        .compose(found -> alone ? Future.succeededFuture(found) : behind(command))
                : behind(command);
        return mongo.limited(answer)
                .map(found -> list(found.getJsonObject("cursor").getJsonArray("firstBatch")));
    }

    private Future<JsonObject> behind(JsonObject command) {
        return time.ask().compose(moment -> run(command, moment));
    }

    private Future<JsonObject> run(JsonObject command, Optional<JsonObject> after) {
        JsonObject concern = new JsonObject().put("level", "majority");
        after.ifPresent(moment -> concern.put("afterClusterTime", moment));
        JsonObject find = command.copy().put("singleBatch", true).put("readConcern", concern);
        return noted(client.runCommand("find", find));
    }

    /** The time of a write that a majority has; empty where there is no replica set. */
    private Future<Optional<JsonObject>> mark() {
        JsonObject raise = new JsonObject()
                .put("q", MARK)
                .put("u", new JsonObject().put("$inc", new JsonObject().put("n", 1L)))
                .put("upsert", true);
        JsonObject command = new JsonObject()
                .put("update", COLLECTION)
                .put("updates", new JsonArray().add(raise))
                .put("writeConcern", DURABLE);
        Future<JsonObject> raised = collections.ready().compose(ready -> noted(client.runCommand("update", command)));
        return mongo.limited(raised).compose(answer -> {
            if (answer.containsKey("writeErrors") || answer.containsKey("writeConcernError")) {
                return Future.failedFuture(new StoreFailure("the barrier was not raised: " + answer));
            }
            return Future.succeededFuture(Optional.ofNullable(answer.getJsonObject(TIME)));
        });
    }

    private Future<JsonObject> noted(Future<JsonObject> answer) {
        return answer.onSuccess(found -> alone = !found.containsKey(TIME));
    }

    private static List<JsonObject> list(JsonArray documents) {
        return documents.stream().map(JsonObject.class::cast).toList();
    }
}
