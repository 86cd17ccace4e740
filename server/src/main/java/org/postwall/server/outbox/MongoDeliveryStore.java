package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postwall.server.store.MongoStore;

/**
 * The collection {@code deliveries}: {@code {_id: "<source>/<chat>", bot, source, chat, order, state, attempts, dueAt?,
 * fence?, messageId?, reason?}}, {@code dueAt} in milliseconds since 1970.
 */
final class MongoDeliveryStore implements DeliveryStore {
    private static final String COLLECTION = "deliveries";
    private static final BulkWriteOptions EACH_BY_ITSELF = new BulkWriteOptions().setOrdered(false);
    private static final UpdateOptions ALL = new UpdateOptions().setMulti(true);

    private final MongoStore mongo;
    private final MongoClient client;
    private Future<Void> indexed;

    MongoDeliveryStore(MongoStore mongo) {
        this.mongo = mongo;
        this.client = mongo.client();
    }

    /** The collection with its indexes; tried again at the next call where that failed. */
    private Future<Void> ready() {
        if (indexed == null || indexed.failed()) {
            JsonObject turns = new JsonObject().put("bot", 1).put("state", 1).put("order", 1);
            JsonObject bySource = new JsonObject().put("source", 1).put("state", 1);
            indexed = mongo.limited(
                    client.createIndex(COLLECTION, turns).compose(done -> client.createIndex(COLLECTION, bySource)));
        }
        return indexed;
    }

    @Override
    public Future<Void> add(String bot, String source, long order, Collection<Long> chats) {
        if (chats.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> inserts = chats.stream()
                .map(chat -> BulkOperation.createInsert(new JsonObject()
                        .put("_id", id(source, chat))
                        .put("bot", bot)
                        .put("source", source)
                        .put("chat", chat)
                        .put("order", order)
                        .put("state", State.QUEUED.text())
                        .put("attempts", 0)))
                .toList();
        return ready().compose(ready -> mongo.limited(
                        MongoStore.takenOf(client.bulkWriteWithOptions(COLLECTION, inserts, EACH_BY_ITSELF)))
                .mapEmpty());
    }

    @Override
    public Future<List<Claim>> claim(
            String bot, long fence, Collection<String> sources, Set<Long> without, int most, Instant now) {
        if (sources.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonObject due =
                waiting(bot, State.RETRY, sources).put("dueAt", new JsonObject().put("$lte", now.toEpochMilli()));
        JsonObject queued = waiting(bot, State.QUEUED, sources);
        if (!without.isEmpty()) {
            queued.put("chat", new JsonObject().put("$nin", new JsonArray(List.copyOf(without))));
        }
        return ready().compose(ready -> find(due, most))
                .compose(again -> again.size() == most
                        ? Future.succeededFuture(again)
                        : find(queued, most - again.size())
                                .map(fresh -> Stream.concat(again.stream(), fresh.stream())
                                        .toList()))
                .compose(found -> take(fence, onePerChat(found)));
    }

    private static JsonObject waiting(String bot, State state, Collection<String> sources) {
        return new JsonObject()
                .put("bot", bot)
                .put("state", state.text())
                .put("source", new JsonObject().put("$in", new JsonArray(List.copyOf(sources))));
    }

    private Future<List<JsonObject>> find(JsonObject query, int most) {
        FindOptions options =
                new FindOptions().setSort(new JsonObject().put("order", 1)).setLimit(most);
        return mongo.limited(client.findWithOptions(COLLECTION, query, options));
    }

    /** Of each chat the one whose turn it is. */
    private static List<JsonObject> onePerChat(List<JsonObject> found) {
        Map<Long, JsonObject> first = new LinkedHashMap<>();
        found.forEach(delivery -> first.putIfAbsent(delivery.getLong("chat"), delivery));
        return List.copyOf(first.values());
    }

    private Future<List<Claim>> take(long fence, List<JsonObject> found) {
        if (found.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonArray ids =
                new JsonArray(found.stream().map(one -> one.getValue("_id")).toList());
        JsonObject them = new JsonObject().put("_id", new JsonObject().put("$in", ids));
        JsonObject still = them.copy().put("state", in(State.QUEUED, State.RETRY));
        JsonObject change = new JsonObject()
                .put("$set", new JsonObject().put("state", State.SENDING.text()).put("fence", fence))
                .put("$inc", new JsonObject().put("attempts", 1));
        return mongo.limited(client.updateCollectionWithOptions(COLLECTION, still, change, ALL))
                .compose(updated -> updated.getDocModified() == found.size()
                        ? Future.succeededFuture(claims(found, 1))
                        // Some were called off meanwhile: only those that are ours now may leave.
                        : mongo.limited(client.find(
                                        COLLECTION,
                                        them.put("state", State.SENDING.text()).put("fence", fence)))
                                .map(ours -> claims(ours, 0)));
    }

    private static List<Claim> claims(List<JsonObject> found, int more) {
        return found.stream()
                .map(one -> new Claim(one.getString("source"), one.getLong("chat"), one.getInteger("attempts") + more))
                .toList();
    }

    @Override
    public Future<Void> settle(long fence, List<Outcome> outcomes) {
        List<BulkOperation> updates = outcomes.stream()
                .map(outcome -> BulkOperation.createUpdate(
                        new JsonObject()
                                .put(
                                        "_id",
                                        id(
                                                outcome.claim().source(),
                                                outcome.claim().chat()))
                                .put("state", State.SENDING.text())
                                .put("fence", fence),
                        change(outcome)))
                .toList();
        return mongo.limited(client.bulkWriteWithOptions(COLLECTION, updates, EACH_BY_ITSELF))
                .mapEmpty();
    }

    private static JsonObject change(Outcome outcome) {
        JsonObject set = new JsonObject().put("state", outcome.state().text()).put("attempts", outcome.attempts());
        JsonObject unset = new JsonObject().put("fence", "");
        put(
                set,
                unset,
                "dueAt",
                outcome.dueAt() == null ? null : outcome.dueAt().toEpochMilli());
        put(set, unset, "messageId", outcome.messageId() == 0 ? null : outcome.messageId());
        put(set, unset, "reason", outcome.reason());
        return new JsonObject().put("$set", set).put("$unset", unset);
    }

    private static void put(JsonObject set, JsonObject unset, String field, Object value) {
        if (value == null) {
            unset.put(field, "");
        } else {
            set.put(field, value);
        }
    }

    @Override
    public Future<Void> recover(String bot, long fence, Collection<String> once) {
        JsonArray sources = new JsonArray(List.copyOf(once));
        JsonObject lost = change(State.UNKNOWN);
        lost.getJsonObject("$set").put("reason", "the server that sent it ended before Telegram answered");
        return ready().compose(ready ->
                        update(left(bot, fence).put("source", new JsonObject().put("$in", sources)), lost))
                .compose(done -> update(left(bot, fence), change(State.QUEUED)))
                .mapEmpty();
    }

    private static JsonObject left(String bot, long fence) {
        return new JsonObject()
                .put("bot", bot)
                .put("state", State.SENDING.text())
                .put("fence", new JsonObject().put("$lt", fence));
    }

    private static JsonObject change(State to) {
        return new JsonObject()
                .put("$set", new JsonObject().put("state", to.text()))
                .put("$unset", new JsonObject().put("fence", "").put("dueAt", ""));
    }

    private Future<Long> update(JsonObject query, JsonObject change) {
        return mongo.patient(client.updateCollectionWithOptions(COLLECTION, query, change, ALL))
                .map(updated -> updated.getDocModified());
    }

    @Override
    public Future<Set<Long>> retrying(String bot) {
        JsonObject query = new JsonObject().put("bot", bot).put("state", State.RETRY.text());
        return ready().compose(ready -> mongo.limited(client.find(COLLECTION, query)))
                .map(found -> found.stream().map(one -> one.getLong("chat")).collect(Collectors.toSet()));
    }

    @Override
    public Future<Long> cancel(String source) {
        JsonObject query = new JsonObject().put("source", source).put("state", in(State.QUEUED, State.RETRY));
        return ready().compose(ready -> update(query, change(State.CANCELLED)));
    }

    @Override
    public Future<Boolean> pending(String source) {
        JsonObject query =
                new JsonObject().put("source", source).put("state", in(State.QUEUED, State.SENDING, State.RETRY));
        return ready().compose(ready ->
                        mongo.limited(client.findWithOptions(COLLECTION, query, new FindOptions().setLimit(1))))
                .map(found -> !found.isEmpty());
    }

    @Override
    public Future<Map<State, Long>> counts(String source) {
        List<State> states = List.of(State.values());
        return ready().compose(ready -> Future.all(states.stream()
                        .map(state -> mongo.limited(client.count(
                                COLLECTION,
                                new JsonObject().put("source", source).put("state", state.text()))))
                        .toList()))
                .map(counted -> {
                    Map<State, Long> counts = new EnumMap<>(State.class);
                    for (int i = 0; i < states.size(); i++) {
                        long many = counted.<Long>resultAt(i);
                        if (many > 0) {
                            counts.put(states.get(i), many);
                        }
                    }
                    return counts;
                });
    }

    private static String id(String source, long chat) {
        return source + "/" + chat;
    }

    private static JsonObject in(State... states) {
        return new JsonObject()
                .put("$in", new JsonArray(Arrays.stream(states).map(State::text).toList()));
    }
}
