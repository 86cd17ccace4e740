package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link Ledger} in MongoDB. */
final class MongoLedger implements Ledger {
    private final MongoDeliveries deliveries;

    MongoLedger(MongoDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Future<Map<String, Map<State, Long>>> counts(Collection<String> sources) {
        if (sources.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        JsonObject group = new JsonObject().put("source", "$source").put("state", "$state");
        return grouped(
                        new JsonObject()
                                .put("source", new JsonObject().put("$in", new JsonArray(List.copyOf(sources)))),
                        group)
                .map(found -> {
                    Map<String, Map<State, Long>> counts = new HashMap<>();
                    for (JsonObject one : found) {
                        JsonObject of = one.getJsonObject("_id");
                        counts.computeIfAbsent(of.getString("source"), source -> new EnumMap<>(State.class))
                                .put(State.of(of.getString("state")), one.getLong("many"));
                    }
                    return counts;
                });
    }

    @Override
    public Future<List<Reason>> reasons(String source, int most) {
        JsonObject troubled = new JsonObject()
                .put("source", source)
                .put("state", MongoDeliveries.in(State.FAILED, State.RETRY, State.UNKNOWN));
        return grouped(troubled, "$reason")
                .map(found -> found.stream()
                        .map(one -> new Reason(one.getString("_id", ""), one.getLong("many")))
                        .sorted((a, b) -> Long.compare(b.count(), a.count()))
                        .limit(most)
                        .toList());
    }

    private Future<List<JsonObject>> grouped(JsonObject match, Object by) {
        JsonObject sum = new JsonObject().put("$sum", 1);
        return deliveries.aggregate(new JsonArray()
                .add(new JsonObject().put("$match", match))
                .add(new JsonObject()
                        .put("$group", new JsonObject().put("_id", by).put("many", sum))));
    }

    @Override
    public Future<List<Delivery>> list(String source, Optional<State> state, long after, int most) {
        // Every state by name: only then the index gives them in the order of chats, without sorting all of a source.
        State[] states = state.map(one -> new State[] {one}).orElseGet(State::values);
        JsonObject query = new JsonObject()
                .put("source", source)
                .put("state", MongoDeliveries.in(states))
                .put("chat", new JsonObject().put("$gt", after));
        FindOptions options = new FindOptions()
                .setSort(new JsonObject().put("chat", 1))
                .setLimit(most)
                .setBatchSize(most);
        return deliveries
                .find(query, options)
                .map(found -> found.stream().map(MongoLedger::delivery).toList());
    }

    private static Delivery delivery(JsonObject json) {
        return new Delivery(
                json.getLong("chat"),
                State.of(json.getString("state")),
                json.getInteger("attempts"),
                json.getInteger("messageId"),
                json.getString("reason"));
    }

    @Override
    public Future<Boolean> pending(String source) {
        JsonObject query = new JsonObject()
                .put("source", source)
                .put("state", MongoDeliveries.in(State.QUEUED, State.SENDING, State.RETRY));
        return deliveries.find(query, new FindOptions().setLimit(1)).map(found -> !found.isEmpty());
    }

    @Override
    public Future<Map<String, State>> standing(Collection<String> sources, long chat) {
        JsonObject query = MongoDeliveries.of(sources, chat).put("stopped", new JsonObject().put("$ne", true));
        return deliveries
                .find(query, new FindOptions())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                one -> one.getString("source"), one -> State.of(one.getString("state")))));
    }
}
