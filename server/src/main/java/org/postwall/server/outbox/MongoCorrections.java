package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link Corrections} in MongoDB. */
final class MongoCorrections implements Corrections {
    private final MongoDeliveries deliveries;

    MongoCorrections(MongoDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public Future<Long> cancel(String source) {
        JsonObject query = new JsonObject().put("source", source).put("state", waiting());
        return deliveries.updateAll(query, to(State.CANCELLED, new JsonObject(), new JsonObject()));
    }

    @Override
    public Future<Void> stop(Collection<String> sources, long chat, State state, String reason) {
        if (sources.isEmpty()) {
            return Future.succeededFuture();
        }
        JsonObject why = new JsonObject().put("reason", reason).put("stopped", true);
        return deliveries
                .updateAll(MongoDeliveries.of(sources, chat).put("state", waiting()), to(state, why, new JsonObject()))
                .mapEmpty();
    }

    /** One after the other: a chat may be sent the first of them while the last isn't there yet. */
    @Override
    public Future<Void> give(String bot, long chat, Map<String, Long> orders) {
        return deliveries.writeInOrder(orders.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .flatMap(one -> give(bot, chat, one.getKey(), one.getValue()))
                .toList());
    }

    private static Stream<BulkOperation> give(String bot, long chat, String source, long order) {
        JsonObject id = new JsonObject().put("_id", MongoDeliveries.id(source, chat));
        JsonObject stopped =
                id.copy().put("stopped", true).put("state", MongoDeliveries.in(State.CANCELLED, State.FAILED));
        JsonObject absent = MongoDeliveries.fresh(bot, source, order, chat);
        absent.remove("_id");
        return Stream.of(
                BulkOperation.createUpdate(stopped, queued()),
                BulkOperation.createUpdate(id, new JsonObject().put("$setOnInsert", absent), true, false));
    }

    @Override
    public Future<Void> retry(String source) {
        JsonObject failed = new JsonObject().put("source", source).put("state", State.FAILED.text());
        return deliveries.updateAll(failed, queued()).mapEmpty();
    }

    @Override
    public Future<List<Copy>> outdated(String source, int revision, int most) {
        JsonObject query = new JsonObject()
                .put("source", source)
                .put("state", State.SENT.text())
                .put("revision", new JsonObject().put("$ne", revision));
        return deliveries
                .find(query, new FindOptions().setLimit(most))
                .map(found -> found.stream()
                        .map(one -> new Copy(one.getLong("chat"), one.getInteger("messageId")))
                        .toList());
    }

    @Override
    public Future<Void> corrected(String source, List<Corrected> done) {
        return deliveries.write(done.stream()
                .map(one -> BulkOperation.createUpdate(
                        new JsonObject()
                                .put("_id", MongoDeliveries.id(source, one.chat()))
                                .put("state", State.SENT.text()),
                        change(one)))
                .toList());
    }

    private static JsonObject change(Corrected one) {
        JsonObject set = new JsonObject().put("state", one.state().text()).put("revision", one.revision());
        return one.reason() == null
                ? new JsonObject().put("$set", set).put("$unset", new JsonObject().put("reason", ""))
                : new JsonObject().put("$set", set.put("reason", one.reason()));
    }

    private static JsonObject waiting() {
        return MongoDeliveries.in(State.QUEUED, State.RETRY);
    }

    private static JsonObject queued() {
        return to(
                State.QUEUED,
                new JsonObject(),
                new JsonObject().put("reason", "").put("stopped", ""));
    }

    private static JsonObject to(State state, JsonObject set, JsonObject unset) {
        return new JsonObject().put("$set", set.put("state", state.text())).put("$unset", unset.put("dueAt", ""));
    }
}
