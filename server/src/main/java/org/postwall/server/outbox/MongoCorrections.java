package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import java.util.Collection;
import java.util.List;

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

    @Override
    public Future<Void> goOn(Collection<String> sources, long chat) {
        return deliveries
                .updateAll(
                        MongoDeliveries.of(sources, chat)
                                .put("stopped", true)
                                .put("state", MongoDeliveries.in(State.CANCELLED, State.FAILED)),
                        queued())
                .mapEmpty();
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
                        new JsonObject().put("_id", MongoDeliveries.id(source, one.chat())), change(one)))
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
