package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postwall.server.store.MongoStore;

/** The collection {@code broadcast_users}: chats and how far each is; no names. */
final class MongoFollowers implements FollowerStore {
    private static final String COLLECTION = "broadcast_users";

    private final MongoStore mongo;
    private final MongoClient client;

    MongoFollowers(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    @Override
    public Future<Optional<Follower>> find(long chat) {
        return mongo.limited(client.findOne(COLLECTION, new JsonObject().put("_id", chat), null))
                .map(found -> Optional.ofNullable(found).map(MongoFollowers::follower));
    }

    @Override
    public Future<Boolean> replace(Follower next) {
        JsonObject json = new JsonObject()
                .put("_id", next.chat())
                .put("v", next.version())
                .put("following", next.following())
                .put("since", next.since().toString())
                .put("cursor", next.cursor())
                .put("asked", next.asked());
        next.until().ifPresent(last -> json.put("until", last));
        return mongo.limited(MongoIndexes.store(client, COLLECTION, json));
    }

    @Override
    public Future<List<Follower>> after(long after, int limit) {
        JsonObject above = new JsonObject().put("_id", new JsonObject().put("$gt", after));
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(limit)
                .setBatchSize(limit);
        return mongo.limited(client.findWithOptions(COLLECTION, above, options))
                .map(found -> found.stream().map(MongoFollowers::follower).toList());
    }

    private static Follower follower(JsonObject json) {
        Long until = json.getLong("until");
        return new Follower(
                json.getLong("_id"),
                json.getBoolean("following"),
                Instant.parse(json.getString("since")),
                json.getLong("cursor"),
                until == null ? OptionalLong.empty() : OptionalLong.of(until),
                json.getBoolean("asked"),
                json.getLong("v"));
    }
}
