package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link DeliveryStore} in MongoDB. */
final class MongoDeliveryStore implements DeliveryStore {
    private final MongoDeliveries deliveries;

    MongoDeliveryStore(MongoDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Future<Void> add(String bot, String source, long order, Collection<Long> chats) {
        if (chats.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> inserts = chats.stream()
                .map(chat -> BulkOperation.createInsert(MongoDeliveries.fresh(bot, source, order, chat)))
                .toList();
        return deliveries.write(inserts);
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
        return find(due, most)
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
        return deliveries.find(query, options);
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
        JsonObject still = them.copy().put("state", MongoDeliveries.in(State.QUEUED, State.RETRY));
        JsonObject change = new JsonObject()
                .put("$set", new JsonObject().put("state", State.SENDING.text()).put("fence", fence))
                .put("$inc", new JsonObject().put("attempts", 1));
        return deliveries
                .updateSoon(still, change)
                .compose(changed -> changed == found.size()
                        ? Future.succeededFuture(claims(found, 1))
                        // Some were called off meanwhile: only those that are ours now may leave.
                        : deliveries
                                .find(them.put("state", State.SENDING.text()).put("fence", fence), new FindOptions())
                                .map(ours -> claims(ours, 0)));
    }

    private static List<Claim> claims(List<JsonObject> found, int more) {
        return found.stream()
                .map(one -> new Claim(
                        one.getString("source"),
                        one.getLong("chat"),
                        one.getLong("order"),
                        one.getInteger("attempts") + more))
                .toList();
    }

    @Override
    public Future<Void> settle(long fence, List<Outcome> outcomes) {
        return deliveries.write(outcomes.stream()
                .map(outcome -> BulkOperation.createUpdate(claimed(outcome.claim(), fence), change(outcome)))
                .toList());
    }

    private static JsonObject claimed(Claim claim, long fence) {
        return new JsonObject()
                .put("_id", MongoDeliveries.id(claim.source(), claim.chat()))
                .put("state", State.SENDING.text())
                .put("fence", fence)
                // A write that seemed to fail may come late, when it is claimed again.
                .put("attempts", claim.attempts());
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
        put(set, unset, "revision", outcome.revision() == 0 ? null : outcome.revision());
        put(set, unset, "reason", outcome.reason());
        put(set, unset, "stopped", outcome.unreachable() ? true : null);
        return new JsonObject().put("$set", set).put("$unset", unset);
    }

    private static void put(JsonObject set, JsonObject unset, String field, Object value) {
        if (value == null) {
            unset.put(field, "");
        } else {
            set.put(field, value);
        }
    }

    /** The new one first: a crash in between sends the old one again, and is told of the move once more. */
    @Override
    public Future<Void> move(String bot, Claim claim, long chat) {
        return add(bot, claim.source(), claim.order(), List.of(chat))
                .compose(added -> deliveries.remove(MongoDeliveries.id(claim.source(), claim.chat())));
    }

    @Override
    public Future<Void> recover(String bot, long fence, Collection<String> once, Set<Long> busy) {
        JsonArray sources = new JsonArray(List.copyOf(once));
        JsonObject lost = change(State.UNKNOWN);
        lost.getJsonObject("$set").put("reason", "the server that sent it ended before Telegram answered");
        JsonObject old = new JsonObject().put("$lt", fence);
        JsonObject unheard =
                sending(bot, fence).put("chat", new JsonObject().put("$nin", new JsonArray(List.copyOf(busy))));
        return deliveries
                .updateAll(sending(bot, old).put("source", new JsonObject().put("$in", sources)), lost)
                .compose(done -> deliveries.updateAll(sending(bot, old), change(State.QUEUED)))
                .compose(done -> deliveries.updateAll(
                        unheard, change(State.QUEUED).put("$inc", new JsonObject().put("attempts", -1))))
                .mapEmpty();
    }

    private static JsonObject sending(String bot, Object fence) {
        return new JsonObject()
                .put("bot", bot)
                .put("state", State.SENDING.text())
                .put("fence", fence);
    }

    private static JsonObject change(State to) {
        return new JsonObject()
                .put("$set", new JsonObject().put("state", to.text()))
                .put("$unset", new JsonObject().put("fence", "").put("dueAt", ""));
    }

    @Override
    public Future<Set<Long>> retrying(String bot) {
        JsonObject query = new JsonObject().put("bot", bot).put("state", State.RETRY.text());
        return deliveries
                .find(query, new FindOptions())
                .map(found -> found.stream().map(one -> one.getLong("chat")).collect(Collectors.toSet()));
    }
}
