package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postwall.server.store.MongoStore;

/**
 * The collections {@code broadcast_users}, chats and how far each is, no names; and {@code broadcast_returns}, those who
 * may have to catch up: they are few, and found without going through all.
 */
final class MongoFollowers implements FollowerStore {
    private static final String COLLECTION = "broadcast_users";
    private static final String RETURNS = "broadcast_returns";
    private static final String VERSION = "v";

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
                .put(VERSION, next.version())
                .put("following", next.following())
                .put("unreachable", next.unreachable())
                .put("since", next.since().toString())
                .put("cursor", next.cursor())
                .put("asked", next.asked());
        next.until().ifPresent(last -> json.put("until", last));
        // Noted before: one too many is found to be none, one too few would wait for ever.
        Future<?> noted = next.catchesUp() ? note(next) : Future.succeededFuture();
        return noted.compose(done -> mongo.limited(MongoIndexes.store(client, COLLECTION, json)));
    }

    /** With the version, or a round that still sees the one before would take the note for one too many. */
    private Future<?> note(Follower next) {
        JsonObject chat = new JsonObject().put("_id", next.chat());
        JsonObject version = new JsonObject().put("$max", new JsonObject().put(VERSION, next.version()));
        List<BulkOperation> raise = List.of(BulkOperation.createUpdate(chat, version, true, false));
        // Of two who insert the same at once, one may be refused.
        return mongo.limited(MongoStore.takenOf(client.bulkWrite(RETURNS, raise)))
                .compose(taken ->
                        taken.isEmpty() ? Future.succeededFuture() : mongo.limited(client.bulkWrite(RETURNS, raise)));
    }

    @Override
    public Future<List<Long>> live(long message, long after, int limit) {
        JsonObject query = new JsonObject()
                .put("_id", above(after))
                .put("following", true)
                .put("unreachable", false)
                .put("until", new JsonObject().put("$exists", false))
                .put("cursor", new JsonObject().put("$lt", message));
        return ids(COLLECTION, query, limit);
    }

    @Override
    public Future<List<Long>> returning(int limit) {
        return ids(RETURNS, new JsonObject(), limit);
    }

    private Future<List<Long>> ids(String collection, JsonObject query, int limit) {
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("_id", 1))
                .setFields(new JsonObject().put("_id", 1))
                .setLimit(limit)
                .setBatchSize(limit);
        return mongo.limited(client.findWithOptions(collection, query, options))
                .map(found -> found.stream().map(one -> one.getLong("_id")).toList());
    }

    @Override
    public Future<Void> returned(long chat, long version) {
        JsonObject known = new JsonObject().put("_id", chat).put(VERSION, new JsonObject().put("$not", above(version)));
        return mongo.limited(client.removeDocument(RETURNS, known)).mapEmpty();
    }

    private static JsonObject above(long value) {
        return new JsonObject().put("$gt", value);
    }

    @Override
    public Future<List<Follower>> after(long after, int limit) {
        JsonObject above = new JsonObject().put("_id", above(after));
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
                json.getBoolean("unreachable"),
                Instant.parse(json.getString("since")),
                json.getLong("cursor"),
                until == null ? OptionalLong.empty() : OptionalLong.of(until),
                json.getBoolean("asked"),
                json.getLong(VERSION));
    }
}
