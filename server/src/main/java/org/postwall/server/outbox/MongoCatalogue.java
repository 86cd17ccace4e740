package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link Catalogue} in MongoDB. */
final class MongoCatalogue implements Catalogue {
    private final MongoSources sources;

    MongoCatalogue(MongoSources sources) {
        this.sources = sources;
    }

    @Override
    public Future<List<Entry>> entries(Collection<String> ids) {
        return ids.isEmpty() ? Future.succeededFuture(List.of()) : found(MongoSources.named(ids), new FindOptions());
    }

    @Override
    public Future<List<Entry>> newest(int most) {
        return newest(false, most)
                .compose(open -> open.size() == most
                        ? Future.succeededFuture(open)
                        : newest(true, most - open.size())
                                .map(done -> Stream.concat(open.stream(), done.stream())
                                        .toList()));
    }

    private Future<List<Entry>> newest(boolean finished, int most) {
        FindOptions options =
                new FindOptions().setSort(new JsonObject().put("at", -1)).setLimit(most);
        return found(new JsonObject().put("finished", finished), options);
    }

    private Future<List<Entry>> found(JsonObject query, FindOptions options) {
        return sources.find(query, options)
                .map(found -> found.stream().map(MongoCatalogue::read).toList());
    }

    @Override
    public Future<Void> keep(Entry entry, Numbers numbers) {
        JsonObject counts = new JsonObject();
        numbers.counts().forEach((state, many) -> counts.put(state.text(), many));
        JsonArray reasons = new JsonArray();
        numbers.reasons()
                .forEach(one ->
                        reasons.add(new JsonObject().put("reason", one.reason()).put("count", one.count())));
        JsonObject unchanged = MongoSources.named(entry.id()).put("opened", entry.opened());
        return sources.update(
                        unchanged,
                        new JsonObject()
                                .put(
                                        "$set",
                                        new JsonObject().put("counts", counts).put("reasons", reasons)))
                .mapEmpty();
    }

    private static Entry read(JsonObject document) {
        return new Entry(
                document.getString("_id"),
                document.getString("bot"),
                document.getLong("order"),
                document.getString("at"),
                Status.of(document.getString("status")),
                document.getBoolean("whole"),
                document.getBoolean("finished"),
                document.getDouble("rate", 0.0),
                document.getInteger("opened"),
                document.containsKey("counts") ? numbers(document) : null);
    }

    private static Numbers numbers(JsonObject document) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        JsonObject stored = document.getJsonObject("counts");
        stored.fieldNames().forEach(state -> counts.put(State.of(state), stored.getLong(state)));
        List<Reason> reasons = document.getJsonArray("reasons").stream()
                .map(JsonObject.class::cast)
                .map(one -> new Reason(one.getString("reason"), one.getLong("count")))
                .toList();
        return new Numbers(counts, reasons);
    }
}
