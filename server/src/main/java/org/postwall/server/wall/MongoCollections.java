package org.postwall.server.wall;

import com.mongodb.MongoException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Optional;
import org.postwall.server.store.MongoStore;
import org.postwall.server.store.Once;
import org.postwall.server.store.StoreFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wall's collections, made so that MongoDB itself refuses what the code can't rely on: documents of another shape, a
 * number or key for the second time.
 *
 * <p>Each server makes what is missing when it starts; several may do so at once. An account that may only read and write
 * can give a shape to a new collection, but not to one that exists: that is said once, and goes on without. Documents from
 * before keep whatever shape they have ({@code validationLevel: moderate}).
 */
final class MongoCollections {
    static final String POSTS = "posts";
    static final String COUNTERS = "counters";

    private static final Logger LOG = LoggerFactory.getLogger(MongoCollections.class);
    private static final int UNAUTHORIZED = 13;
    private static final int EXISTS = 48;
    /** A void says so by its own number, and holds nothing but the key that it used up. */
    private static final JsonObject POST = new JsonObject("""
            {"$jsonSchema": {
              "title": "a post, or the void that is left of one",
              "bsonType": "object",
              "required": ["_id"],
              "properties": {
                "_id": {"bsonType": "long", "minimum": 1},
                "key": {"bsonType": "string", "minLength": 1},
                "hash": {"bsonType": "string"},
                "author": {
                  "bsonType": "object",
                  "required": ["id", "first_name"],
                  "properties": {
                    "id": {"bsonType": "string", "minLength": 1, "maxLength": 64},
                    "first_name": {"bsonType": "string", "minLength": 1, "maxLength": 64},
                    "last_name": {"bsonType": "string", "minLength": 1, "maxLength": 64},
                    "username": {"bsonType": "string", "minLength": 1, "maxLength": 64}
                  }
                },
                "text": {"bsonType": "string", "minLength": 1, "maxLength": 4096},
                "at": {"bsonType": "string", "minLength": 1},
                "gone": {"bsonType": "long", "minimum": 1}
              },
              "oneOf": [
                {"required": ["author", "text", "at"], "not": {"required": ["gone"]}},
                {
                  "required": ["gone"],
                  "not": {"anyOf": [{"required": ["author"]}, {"required": ["text"]}, {"required": ["at"]}]}
                }
              ]
            },
            "$expr": {"$or": [{"$eq": [{"$type": "$gone"}, "missing"]}, {"$eq": ["$gone", "$_id"]}]}}
            """);

    private static final JsonObject COUNTER = new JsonObject("""
            {"$jsonSchema": {
              "title": "a counter; the wall's also holds its identity and what was changed last",
              "bsonType": "object",
              "properties": {
                "n": {"bsonType": "long", "minimum": 0},
                "epoch": {"bsonType": "long", "minimum": 0},
                "wall": {"bsonType": "string", "minLength": 1},
                "touched": {"bsonType": "array", "maxItems": 64, "items": {"bsonType": "long"}}
              },
              "anyOf": [{"properties": {"_id": {"not": {"enum": ["wall"]}}}}, {"required": ["wall"]}]
            }}
            """);

    private final MongoStore mongo;
    private final MongoClient client;
    private final Once<Void> ready = new Once<>(this::make);

    MongoCollections(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    /** Done when nothing is missing. After a failure it is tried again by whoever asks next. */
    Future<Void> ready() {
        return ready.get();
    }

    private Future<Void> make() {
        return shape(POSTS, POST)
                .compose(done -> shape(COUNTERS, COUNTER))
                .compose(done -> unique("key"))
                .compose(done -> unique("gone"));
    }

    private Future<Void> unique(String field) {
        IndexOptions options = new IndexOptions().name(field).unique(true).sparse(true);
        return mongo.limited(client.createIndexWithOptions(POSTS, new JsonObject().put(field, 1), options));
    }

    private Future<Void> shape(String collection, JsonObject validator) {
        return find(collection).compose(found -> {
            if (found.isEmpty()) {
                return run("create", collection, validator)
                        .recover(error ->
                                code(error) == EXISTS ? shape(collection, validator) : goOn(collection, error));
            }
            JsonObject options = found.get().getJsonObject("options", new JsonObject());
            boolean checked = validator.equals(options.getJsonObject("validator"));
            return checked || embedded(found.get())
                    ? Future.succeededFuture()
                    : run("collMod", collection, validator).recover(error -> goOn(collection, error));
        });
    }

    private Future<Optional<JsonObject>> find(String collection) {
        JsonObject list =
                new JsonObject().put("listCollections", 1).put("filter", new JsonObject().put("name", collection));
        return mongo.limited(client.runCommand("listCollections", list))
                .map(answer -> answer.getJsonObject("cursor").getJsonArray("firstBatch").stream()
                        .map(JsonObject.class::cast)
                        .filter(found -> collection.equals(found.getString("name")))
                        .findFirst());
    }

    /** The embedded MongoDB checks no documents, and gives no collection an identity. */
    private static boolean embedded(JsonObject found) {
        return !found.getJsonObject("info", new JsonObject()).containsKey("uuid");
    }

    private static Future<Void> goOn(String collection, Throwable refusal) {
        if (code(refusal) != UNAUTHORIZED && refusal instanceof StoreFailure) {
            return Future.failedFuture(refusal);
        }
        LOG.info("MongoDB doesn't check documents of {} as this version would: {}", collection, refusal.getMessage());
        return Future.succeededFuture();
    }

    private static int code(Throwable error) {
        Throwable origin = error instanceof StoreFailure ? error.getCause() : error;
        return origin instanceof MongoException refusal ? refusal.getCode() : 0;
    }

    private Future<Void> run(String command, String collection, JsonObject validator) {
        JsonObject body = new JsonObject()
                .put(command, collection)
                .put("validator", validator)
                .put("validationLevel", "moderate");
        return mongo.limited(client.runCommand(command, body)).mapEmpty();
    }
}
