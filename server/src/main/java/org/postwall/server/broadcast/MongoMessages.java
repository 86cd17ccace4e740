package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Optional;
import org.postwall.server.store.MongoStore;

/** The collection {@code broadcast_messages}, and the document {@code messages} of {@code broadcast_counters}. */
final class MongoMessages implements MessageStore, Backlog {
    static final String COLLECTION = "broadcast_messages";
    private static final String COUNTERS = "broadcast_counters";

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoIndexes indexes;

    MongoMessages(MongoStore mongo, MongoIndexes indexes) {
        this.mongo = mongo;
        this.client = mongo.client();
        this.indexes = indexes;
    }

    @Override
    public Future<Long> next() {
        UpdateOptions options = new UpdateOptions().setUpsert(true).setReturningNewDocument(true);
        JsonObject change = new JsonObject().put("$inc", new JsonObject().put("n", 1L));
        return mongo.limited(client.findOneAndUpdateWithOptions(
                        COUNTERS, new JsonObject().put("_id", "messages"), change, new FindOptions(), options))
                .map(counter -> counter.getLong("n"));
    }

    @Override
    public Future<Boolean> insert(Message message) {
        JsonObject json = new JsonObject()
                .put("_id", message.id())
                .put("text", message.content().text())
                .put("at", message.at());
        message.content().parseMode().ifPresent(mode -> json.put("parse_mode", mode));
        message.content().entities().ifPresent(entities -> json.put("entities", entities));
        message.key().ifPresent(key -> json.put("key", key));
        return indexes.ready().compose(ready -> mongo.limited(MongoStore.unlessTaken(client.insert(COLLECTION, json))));
    }

    @Override
    public Future<Optional<Message>> find(long id) {
        return first(new JsonObject().put("_id", id));
    }

    @Override
    public Future<Optional<Message>> withKey(String key) {
        return first(new JsonObject().put("key", key));
    }

    @Override
    public Future<List<Message>> after(long after, int limit) {
        JsonObject above = new JsonObject().put("_id", new JsonObject().put("$gt", after));
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(limit)
                .setBatchSize(limit);
        return mongo.limited(client.findWithOptions(COLLECTION, above, options))
                .map(found -> found.stream().map(MongoMessages::message).toList());
    }

    @Override
    public Future<Long> last() {
        return down(new JsonObject(), 0);
    }

    @Override
    public Future<Long> count(long after, long until) {
        return mongo.limited(client.count(COLLECTION, numbered(after, until)));
    }

    @Override
    public Future<Long> before(long until, int many) {
        return down(new JsonObject().put("_id", new JsonObject().put("$lte", until)), many);
    }

    private static JsonObject numbered(long after, long until) {
        return new JsonObject().put("_id", new JsonObject().put("$gt", after).put("$lte", until));
    }

    /** The largest number but {@code many} of those in {@code filter}; 0 where there is none. */
    private Future<Long> down(JsonObject filter, int many) {
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("_id", -1))
                .setFields(new JsonObject().put("_id", 1))
                .setSkip(many)
                .setLimit(1);
        return mongo.limited(client.findWithOptions(COLLECTION, filter, options))
                .map(found -> found.isEmpty() ? 0L : found.get(0).getLong("_id"));
    }

    private Future<Optional<Message>> first(JsonObject filter) {
        return mongo.limited(client.findOne(COLLECTION, filter, null))
                .map(found -> Optional.ofNullable(found).map(MongoMessages::message));
    }

    private static Message message(JsonObject json) {
        return new Message(
                json.getLong("_id"),
                new Content(
                        json.getString("text"),
                        Optional.ofNullable(json.getString("parse_mode")),
                        Optional.ofNullable(json.getString("entities"))),
                json.getString("at"),
                Optional.ofNullable(json.getString("key")));
    }
}
