package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Optional;
import org.postwall.server.store.MongoStore;

/** The collection {@code broadcast_file_ids}: a document per bot, kind of medium and file. */
final class MongoFileIds implements FileIds {
    private static final String COLLECTION = "broadcast_file_ids";
    private static final String FILE_ID = "file_id";

    private final MongoStore mongo;
    private final MongoClient client;

    MongoFileIds(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    @Override
    public Future<Optional<String>> of(long bot, String kind, String file) {
        return mongo.limited(client.findOne(COLLECTION, id(bot, kind, file), null))
                .map(found -> Optional.ofNullable(found).map(json -> json.getString(FILE_ID)));
    }

    @Override
    public Future<Void> remember(long bot, String kind, String file, String fileId) {
        JsonObject change = new JsonObject().put("$set", new JsonObject().put(FILE_ID, fileId));
        return mongo.limited(client.updateCollectionWithOptions(
                        COLLECTION, id(bot, kind, file), change, new UpdateOptions().setUpsert(true)))
                .mapEmpty();
    }

    @Override
    public Future<Void> forget(long bot, String kind, String file, String fileId) {
        return mongo.limited(
                        client.removeDocument(COLLECTION, id(bot, kind, file).put(FILE_ID, fileId)))
                .mapEmpty();
    }

    private static JsonObject id(long bot, String kind, String file) {
        return new JsonObject().put("_id", bot + ":" + kind + ":" + file);
    }
}
