package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwall.server.store.MongoStore;

/** The collection {@code outbox_leases}: {@code {_id: bot, owner, fence, beat, trouble?}}. */
final class MongoLeaseStore implements LeaseStore, Troubles {
    private static final String COLLECTION = "outbox_leases";

    private final MongoStore mongo;
    private final MongoClient client;

    MongoLeaseStore(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    @Override
    public Future<Lease> read(String bot) {
        return mongo.limited(client.findOne(COLLECTION, new JsonObject().put("_id", bot), null))
                .map(found -> found == null
                        ? Lease.NOBODY
                        : new Lease(found.getString("owner"), found.getLong("fence"), found.getLong("beat")));
    }

    @Override
    public Future<Optional<Lease>> take(String bot, Lease seen, String owner) {
        Lease taken = new Lease(owner, seen.fence() + 1, 0);
        Future<Boolean> change = seen.equals(Lease.NOBODY)
                ? first(bot, taken)
                : update(
                        lease(bot, seen.fence()).put("beat", seen.beat()),
                        new JsonObject()
                                .put("owner", owner)
                                .put("fence", taken.fence())
                                .put("beat", taken.beat()));
        return change.map(done -> done ? Optional.of(taken) : Optional.empty());
    }

    private Future<Boolean> first(String bot, Lease lease) {
        JsonObject document = new JsonObject()
                .put("_id", bot)
                .put("owner", lease.owner())
                .put("fence", lease.fence())
                .put("beat", lease.beat());
        return mongo.limited(MongoStore.unlessTaken(client.insert(COLLECTION, document)));
    }

    @Override
    public Future<Boolean> beat(String bot, long fence) {
        JsonObject raise = new JsonObject().put("$inc", new JsonObject().put("beat", 1L));
        return mongo.limited(client.updateCollection(COLLECTION, lease(bot, fence), raise))
                .map(updated -> updated.getDocMatched() == 1);
    }

    @Override
    public Future<Void> note(String bot, long fence, String trouble) {
        return update(lease(bot, fence), new JsonObject().put("trouble", trouble))
                .mapEmpty();
    }

    @Override
    public Future<Map<String, String>> all() {
        return mongo.limited(client.find(COLLECTION, new JsonObject())).map(found -> {
            Map<String, String> troubles = new TreeMap<>();
            found.forEach(one -> troubles.put(one.getString("_id"), one.getString("trouble")));
            return troubles;
        });
    }

    @Override
    public Future<Void> release(String bot, long fence) {
        return update(lease(bot, fence), new JsonObject().put("owner", "")).mapEmpty();
    }

    private Future<Boolean> update(JsonObject query, JsonObject set) {
        return mongo.limited(client.updateCollection(COLLECTION, query, new JsonObject().put("$set", set)))
                .map(updated -> updated.getDocMatched() == 1);
    }

    private static JsonObject lease(String bot, long fence) {
        return new JsonObject().put("_id", bot).put("fence", fence);
    }
}
