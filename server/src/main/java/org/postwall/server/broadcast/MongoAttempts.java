package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postwall.server.store.MongoStore;

/** The collection {@code broadcast_attempts}: a document per pseudonym, and {@code everyone}. Old ones vanish by themselves. */
final class MongoAttempts implements AttemptStore {
    static final String COLLECTION = "broadcast_attempts";
    /** Field by whose time MongoDB removes a document. */
    static final String EXPIRES = "expires";

    private static final String EVERYONE = "everyone";

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoIndexes indexes;

    MongoAttempts(MongoStore mongo, MongoIndexes indexes) {
        this.mongo = mongo;
        this.client = mongo.client();
        this.indexes = indexes;
    }

    @Override
    public Future<Attempts> find(String person) {
        return mongo.limited(client.findOne(COLLECTION, id(person), null))
                .map(found ->
                        Optional.ofNullable(found).map(MongoAttempts::attempts).orElse(Attempts.NONE));
    }

    @Override
    public Future<Boolean> replace(String person, Attempts next, Instant now) {
        JsonObject json = id(person)
                .put("v", next.version())
                .put(
                        "wrong",
                        new JsonArray(
                                next.wrong().stream().map(Instant::toEpochMilli).toList()))
                .put("locks", next.locks())
                .put(EXPIRES, date(next.expires(now)));
        next.locked().ifPresent(at -> json.put("locked", at.toEpochMilli()));
        next.until().ifPresent(at -> json.put("until", at.toEpochMilli()));
        return indexes.ready().compose(ready -> mongo.limited(MongoIndexes.store(client, COLLECTION, json)));
    }

    @Override
    public Future<List<Instant>> crowd() {
        return mongo.limited(client.findOne(COLLECTION, id(EVERYONE), null))
                .map(found -> found == null ? List.of() : times(found));
    }

    @Override
    public Future<Void> wrong(Instant now) {
        JsonObject push = new JsonObject()
                .put("$each", new JsonArray().add(now.toEpochMilli()))
                .put("$slice", -Locks.CROWD);
        JsonObject change = new JsonObject()
                .put("$push", new JsonObject().put("wrong", push))
                .put("$set", new JsonObject().put(EXPIRES, date(now.plus(Attempts.WINDOW))));
        return mongo.limited(client.updateCollectionWithOptions(
                        COLLECTION, id(EVERYONE), change, new UpdateOptions().setUpsert(true)))
                .mapEmpty();
    }

    private static Attempts attempts(JsonObject json) {
        return new Attempts(
                json.getLong("v"), times(json), json.getInteger("locks"), time(json, "locked"), time(json, "until"));
    }

    private static List<Instant> times(JsonObject json) {
        return json.getJsonArray("wrong").stream()
                .map(at -> Instant.ofEpochMilli(((Number) at).longValue()))
                .toList();
    }

    private static Optional<Instant> time(JsonObject json, String field) {
        return Optional.ofNullable(json.getLong(field)).map(Instant::ofEpochMilli);
    }

    private static JsonObject id(String person) {
        return new JsonObject().put("_id", person);
    }

    private static JsonObject date(Instant at) {
        return new JsonObject().put("$date", at.toString());
    }
}
