package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.security.SecureRandom;
import java.util.Base64;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.Once;

/** The document {@code people} of {@code broadcast_keys}: a random key, made by the first server that needs it. */
final class MongoKey {
    private static final String COLLECTION = "broadcast_keys";
    private static final int BYTES = 32;

    private final MongoStore mongo;
    private final SecureRandom random = new SecureRandom();
    private final Once<byte[]> key = new Once<>(this::find);

    MongoKey(MongoStore mongo) {
        this.mongo = mongo;
    }

    /** The key, the same on every server. After a failure it is tried again by whoever asks next. */
    Future<byte[]> get() {
        return key.get();
    }

    private Future<byte[]> find() {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        JsonObject change = new JsonObject()
                .put(
                        "$setOnInsert",
                        new JsonObject().put("key", Base64.getEncoder().encodeToString(fresh)));
        UpdateOptions options = new UpdateOptions().setUpsert(true).setReturningNewDocument(true);
        return mongo.limited(mongo.client()
                        .findOneAndUpdateWithOptions(
                                COLLECTION, new JsonObject().put("_id", "people"), change, new FindOptions(), options))
                .map(found -> Base64.getDecoder().decode(found.getString("key")));
    }
}
