package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import org.postwall.server.store.MongoStore;

/**
 * The collection {@code outbox_sources}: {@code {_id, bot, order, guarantee, content, status, cursor, whole, finished}}.
 */
final class MongoSourceStore implements SourceStore {
    private static final String COLLECTION = "outbox_sources";

    private final MongoStore mongo;
    private final MongoClient client;

    MongoSourceStore(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    @Override
    public Future<Void> add(Source source) {
        JsonObject document = new JsonObject()
                .put("_id", source.id())
                .put("bot", source.bot())
                .put("order", source.order())
                .put("guarantee", source.guarantee().name())
                .put("content", source.content())
                .put("status", Status.RUNNING.text())
                .put("cursor", Long.MIN_VALUE)
                .put("whole", false)
                .put("finished", false);
        return mongo.limited(MongoStore.unlessTaken(client.insert(COLLECTION, document)))
                .mapEmpty();
    }

    @Override
    public Future<List<Open>> open(String bot) {
        JsonObject query = new JsonObject().put("bot", bot).put("finished", false);
        FindOptions byOrder = new FindOptions().setSort(new JsonObject().put("order", 1));
        return mongo.limited(client.findWithOptions(COLLECTION, query, byOrder))
                .map(found -> found.stream().map(MongoSourceStore::read).toList());
    }

    private static Open read(JsonObject document) {
        Source source = new Source(
                document.getString("_id"),
                document.getString("bot"),
                document.getLong("order"),
                Guarantee.valueOf(document.getString("guarantee")),
                document.getJsonObject("content"));
        return new Open(
                source,
                Status.of(document.getString("status")),
                document.getLong("cursor"),
                document.getBoolean("whole"));
    }

    @Override
    public Future<Boolean> change(String source, Status from, Status to) {
        return update(
                named(source).put("status", from.text()),
                new JsonObject().put("$set", new JsonObject().put("status", to.text())));
    }

    @Override
    public Future<Void> advance(String source, long cursor, boolean whole) {
        JsonObject change = new JsonObject().put("$max", new JsonObject().put("cursor", cursor));
        if (whole) {
            change.put("$set", new JsonObject().put("whole", true));
        }
        return update(named(source), change).mapEmpty();
    }

    @Override
    public Future<Void> finish(String source) {
        return update(named(source), new JsonObject().put("$set", new JsonObject().put("finished", true)))
                .mapEmpty();
    }

    private Future<Boolean> update(JsonObject query, JsonObject change) {
        return mongo.limited(client.updateCollection(COLLECTION, query, change))
                .map(updated -> updated.getDocMatched() == 1);
    }

    private static JsonObject named(String source) {
        return new JsonObject().put("_id", source);
    }
}
