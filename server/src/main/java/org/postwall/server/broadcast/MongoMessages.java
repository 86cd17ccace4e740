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
    private static final String COUNTER = "messages";
    private static final JsonObject NO = new JsonObject().put("$ne", true);

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoIndexes indexes;

    MongoMessages(MongoStore mongo, MongoIndexes indexes) {
        this.mongo = mongo;
        this.client = mongo.client();
        this.indexes = indexes;
    }

    /** The counter matters only where the last messages were removed by hand: deliveries know their numbers. */
    @Override
    public Future<Long> next() {
        JsonObject counter = new JsonObject().put("_id", COUNTER);
        return mongo.limited(client.findOne(COUNTERS, counter, null))
                .compose(found -> last().map(last -> Math.max(last, found == null ? 0 : found.getLong("n")) + 1));
    }

    @Override
    public Future<Boolean> insert(Message message) {
        JsonObject json = message.content()
                .json()
                .put("_id", message.id())
                .put("once", message.once())
                .put("at", message.at());
        message.key().ifPresent(key -> json.put("key", key).put("print", message.print()));
        return indexes.ready()
                .compose(ready -> mongo.limited(MongoStore.unlessTaken(client.insert(COLLECTION, json))))
                .compose(stored -> stored ? counted(message.id()).map(true) : Future.succeededFuture(false));
    }

    private Future<Void> counted(long id) {
        JsonObject raise = new JsonObject().put("$max", new JsonObject().put("n", id));
        UpdateOptions options = new UpdateOptions().setUpsert(true);
        return mongo.limited(client.updateCollectionWithOptions(
                        COUNTERS, new JsonObject().put("_id", COUNTER), raise, options))
                .mapEmpty();
    }

    @Override
    public Future<Void> reword(long id, Content content) {
        JsonObject json = content.json();
        JsonObject absent = new JsonObject();
        for (String field : List.of("parse_mode", "entities")) {
            if (!json.containsKey(field)) {
                absent.put(field, "");
            }
        }
        JsonObject change = new JsonObject().put("$set", json);
        return update(id, absent.isEmpty() ? change : change.put("$unset", absent));
    }

    @Override
    public Future<Void> withdraw(long id) {
        return update(id, new JsonObject().put("$set", new JsonObject().put("withdrawn", true)));
    }

    private Future<Void> update(long id, JsonObject change) {
        return mongo.limited(client.updateCollection(COLLECTION, new JsonObject().put("_id", id), change))
                .mapEmpty();
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
        return down(numbered(0, until), many);
    }

    @Override
    public Future<List<Long>> numbers(long after, long until, int most) {
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("_id", 1))
                .setFields(new JsonObject().put("_id", 1))
                .setLimit(most)
                .setBatchSize(most);
        return mongo.limited(client.findWithOptions(COLLECTION, numbered(after, until), options))
                .map(found -> found.stream().map(one -> one.getLong("_id")).toList());
    }

    private static JsonObject numbered(long after, long until) {
        return new JsonObject()
                .put("_id", new JsonObject().put("$gt", after).put("$lte", until))
                .put("withdrawn", NO);
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
                Content.of(json),
                json.getBoolean("once", false),
                json.getString("at"),
                Optional.ofNullable(json.getString("key")),
                json.getString("print", ""));
    }
}
