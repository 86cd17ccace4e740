package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mapstruct.factory.Mappers;
import org.postwall.server.store.MongoStore;

/**
 * The collection {@code posts}.
 *
 * <p>Reads ask by {@code {_id: {$in: [...]}}} only: real MongoDB and the embedded one both answer that by index. What a
 * majority read shows was stored, whatever becomes of the primary; what it lacks may only be late, so that is asked for
 * again behind a {@link MongoBarrier}.
 */
final class MongoPostStore implements PostStore {
    private static final String COLLECTION = MongoCollections.POSTS;
    /** Posts per answer: with the longest texts and names 13 of the 16 MiB that an answer may have. */
    private static final int MOST_POSTS = 1024;

    private static final BulkWriteOptions EACH_BY_ITSELF = new BulkWriteOptions().setOrdered(false);

    private final MongoStore mongo;
    private final MongoClient client;
    private final MongoBarrier barrier;
    private final MongoCollections collections;
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);

    /** Nothing is stored before the collections are ready: they keep keys unique. */
    MongoPostStore(MongoStore mongo, MongoCollections collections, MongoBarrier barrier) {
        this.mongo = mongo;
        this.collections = collections;
        this.client = mongo.client();
        this.barrier = barrier;
    }

    @Override
    public Future<List<Outcome>> insert(List<Post> posts) {
        List<BulkOperation> inserts = posts.stream()
                .map(post -> BulkOperation.createInsert(json(shapes.document(post))))
                .toList();
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(posts.size(), Outcome.STORED));
        return store(inserts).map(taken -> {
            taken.forEach(index -> outcomes.set(index, Outcome.TAKEN));
            return outcomes;
        });
    }

    @Override
    public Future<Void> fill(Collection<Long> numbers) {
        List<BulkOperation> inserts = numbers.stream()
                .map(number -> BulkOperation.createInsert(json(shapes.document(Post.empty(number)))))
                .toList();
        return store(inserts).mapEmpty();
    }

    /** Which of the inserts were refused for their number or key, by index. */
    private Future<List<Integer>> store(List<BulkOperation> inserts) {
        return collections
                .ready()
                .compose(ready -> mongo.limited(
                        MongoStore.takenOf(client.bulkWriteWithOptions(COLLECTION, inserts, EACH_BY_ITSELF))));
    }

    @Override
    public Future<Void> erase(long number) {
        JsonObject change = new JsonObject()
                .put("$set", new JsonObject().put("gone", number))
                .put(
                        "$unset",
                        new JsonObject().put("author", "").put("text", "").put("at", ""));
        return mongo.limited(client.updateCollection(COLLECTION, new JsonObject().put("_id", number), change))
                .mapEmpty();
    }

    @Override
    public Future<List<Post>> read(Collection<Long> numbers) {
        return mongo.limited(find("_id", numbers).compose(found -> {
            if (barrier.alone() || found.size() == numbers.size()) {
                return Future.succeededFuture(found);
            }
            Set<Long> absent = new HashSet<>(numbers);
            found.forEach(post -> absent.remove(post.number()));
            return latest(absent).map(late -> {
                List<Post> all = new ArrayList<>(found);
                all.addAll(late);
                return all;
            });
        }));
    }

    @Override
    public Future<List<Post>> latest(Collection<Long> numbers) {
        List<Long> rest = List.copyOf(numbers);
        List<Long> now = rest.subList(0, Math.min(MOST_POSTS, rest.size()));
        JsonObject command = new JsonObject()
                .put("find", COLLECTION)
                .put("filter", in("_id", now))
                .put("batchSize", MOST_POSTS);
        return barrier.find(command).map(this::posts).compose(found -> {
            if (now.size() == rest.size()) {
                return Future.succeededFuture(found);
            }
            return latest(rest.subList(now.size(), rest.size())).map(others -> {
                List<Post> all = new ArrayList<>(found);
                all.addAll(others);
                return all;
            });
        });
    }

    @Override
    public Future<List<Post>> withKeys(Collection<String> keys) {
        return find("key", keys);
    }

    private Future<List<Post>> find(String field, Collection<?> values) {
        return mongo.limited(client.find(COLLECTION, in(field, values))).map(this::posts);
    }

    private List<Post> posts(List<JsonObject> found) {
        return found.stream().map(json -> shapes.post(document(json))).toList();
    }

    private static JsonObject in(String field, Collection<?> values) {
        return new JsonObject().put(field, new JsonObject().put("$in", new JsonArray(List.copyOf(values))));
    }

    private static JsonObject json(PostDocument document) {
        JsonObject json = new JsonObject().put("_id", document.id());
        put(json, "key", document.key());
        put(json, "hash", document.hash());
        if (document.author() != null) {
            JsonObject author = new JsonObject()
                    .put("id", document.author().id())
                    .put("first_name", document.author().firstName());
            put(author, "last_name", document.author().lastName());
            put(author, "username", document.author().username());
            json.put("author", author);
        }
        put(json, "text", document.text());
        put(json, "at", document.at());
        put(json, "gone", document.gone());
        return json;
    }

    private static void put(JsonObject json, String field, Object value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    /** What can't be read is shown as a void: one document that somebody broke by hand must not take the wall away. */
    private static PostDocument document(JsonObject json) {
        PostDocument document = new PostDocument(
                json.getLong("_id"),
                text(json, "key"),
                text(json, "hash"),
                json.getValue("author") instanceof JsonObject author ? author(author) : null,
                text(json, "text"),
                text(json, "at"),
                json.getValue("gone") == null ? null : json.getLong("_id"));
        return document.readable() ? document : PostDocument.empty(document.id(), document.key(), document.hash());
    }

    private static PostDocument.AuthorDocument author(JsonObject json) {
        return new PostDocument.AuthorDocument(
                text(json, "id"), text(json, "first_name"), text(json, "last_name"), text(json, "username"));
    }

    private static String text(JsonObject json, String field) {
        return json.getValue(field) instanceof String text ? text : null;
    }
}
