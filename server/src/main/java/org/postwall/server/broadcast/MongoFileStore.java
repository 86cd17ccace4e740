package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import org.postwall.server.store.MongoStore;

/** The collections {@code broadcast_files} and {@code broadcast_chunks}: a document per file and per different chunk. */
final class MongoFileStore implements FileStore {
    private static final String FILES = "broadcast_files";
    private static final String CHUNKS = "broadcast_chunks";
    private static final String BINARY = "$binary";

    private final MongoStore mongo;
    private final MongoClient client;

    MongoFileStore(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    @Override
    public Future<Void> keep(String hash, Buffer chunk) {
        return insert(CHUNKS, id(hash).put("data", new JsonObject().put(BINARY, chunk.getBytes())));
    }

    @Override
    public Future<Buffer> chunk(String hash) {
        return mongo.limited(client.findOne(CHUNKS, id(hash), null))
                .compose(found -> found == null
                        ? Future.failedFuture(new IllegalStateException("chunk " + hash + " is missing"))
                        : Future.succeededFuture(
                                Buffer.buffer(found.getJsonObject("data").getBinary(BINARY))));
    }

    @Override
    public Future<Void> put(StoredFile file) {
        return insert(
                FILES,
                id(file.id())
                        .put("name", file.name())
                        .put("size", file.size())
                        .put("chunks", new JsonArray(file.chunks())));
    }

    @Override
    public Future<Optional<StoredFile>> find(String id) {
        return mongo.limited(client.findOne(FILES, id(id), null))
                .map(found -> Optional.ofNullable(found).map(MongoFileStore::file));
    }

    private Future<Void> insert(String collection, JsonObject document) {
        return mongo.limited(MongoStore.unlessTaken(client.insert(collection, document)))
                .mapEmpty();
    }

    private static StoredFile file(JsonObject json) {
        return new StoredFile(
                json.getString("_id"),
                json.getString("name"),
                json.getInteger("size"),
                json.getJsonArray("chunks").stream().map(String.class::cast).toList());
    }

    private static JsonObject id(String id) {
        return new JsonObject().put("_id", id);
    }
}
