package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.postwall.server.store.MongoStore;

/** The collection {@code broadcast_masters}: pseudonyms and nothing else, not even when. */
final class MongoMasters implements MasterStore {
    private static final String COLLECTION = "broadcast_masters";

    private final MongoStore mongo;

    MongoMasters(MongoStore mongo) {
        this.mongo = mongo;
    }

    @Override
    public Future<Boolean> has(String master) {
        return mongo.limited(mongo.client().findOne(COLLECTION, id(master), null))
                .map(found -> found != null);
    }

    @Override
    public Future<Void> add(String master) {
        return mongo.limited(MongoStore.unlessTaken(mongo.client().insert(COLLECTION, id(master))))
                .mapEmpty();
    }

    private static JsonObject id(String master) {
        return new JsonObject().put("_id", master);
    }
}
