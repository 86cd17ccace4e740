package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.util.Collection;
import java.util.List;

/** {@link SourceStore} in MongoDB. */
final class MongoSourceStore implements SourceStore {
    private static final List<Status> ON = List.of(Status.RUNNING, Status.PAUSED);

    private final MongoSources sources;

    MongoSourceStore(MongoSources sources) {
        this.sources = sources;
    }

    @Override
    public Future<Void> add(Source source, String at) {
        JsonObject document = MongoSources.named(source.id())
                .put("bot", source.bot())
                .put("kind", source.kind())
                .put("order", source.order())
                .put("guarantee", source.guarantee().name())
                .put("content", source.content())
                .put("at", at)
                .put("status", Status.RUNNING.text())
                .put("cursor", Long.MIN_VALUE)
                .put("whole", false)
                .put("finished", false)
                .put("opened", 1)
                .put("revision", 0);
        return sources.insert(document).mapEmpty();
    }

    @Override
    public Future<List<Open>> open(String bot) {
        JsonObject query = new JsonObject().put("bot", bot).put("finished", false);
        FindOptions byOrder = new FindOptions().setSort(new JsonObject().put("order", 1));
        return sources.find(query, byOrder)
                .map(found -> found.stream().map(MongoSourceStore::read).toList());
    }

    private static Open read(JsonObject document) {
        Source source = new Source(
                document.getString("_id"),
                document.getString("bot"),
                document.getLong("order"),
                Guarantee.valueOf(document.getString("guarantee")),
                document.getJsonObject("content"));
        return new Open(
                source,
                Status.of(document.getString("status")),
                document.getLong("cursor"),
                document.getBoolean("whole"),
                document.getInteger("revision"),
                document.getInteger("opened"));
    }

    @Override
    public Future<Long> last(String bot, String kind) {
        FindOptions highest = new FindOptions()
                .setSort(new JsonObject().put("order", -1))
                .setFields(new JsonObject().put("order", 1))
                .setLimit(1);
        return sources.find(new JsonObject().put("bot", bot).put("kind", kind), highest)
                .map(found -> found.isEmpty() ? 0L : found.get(0).getLong("order"));
    }

    @Override
    public Future<Void> advance(String source, long cursor, boolean whole) {
        JsonObject change = new JsonObject().put("$max", new JsonObject().put("cursor", cursor));
        if (whole) {
            change.put("$set", new JsonObject().put("whole", true));
        }
        return sources.update(MongoSources.named(source), change).mapEmpty();
    }

    @Override
    public Future<Void> finish(String source, int opened) {
        return set(MongoSources.named(source).put("opened", opened), new JsonObject().put("finished", true))
                .mapEmpty();
    }

    @Override
    public Future<Void> note(String source, double rate) {
        return set(MongoSources.named(source), new JsonObject().put("rate", rate))
                .mapEmpty();
    }

    @Override
    public Future<List<String>> reopen(Collection<String> ids) {
        JsonObject on = MongoSources.named(ids).put("status", MongoSources.in(ON));
        JsonObject idle =
                MongoSources.named(ids).put("status", Status.PAUSED.text()).put("finished", true);
        return set(idle, new JsonObject().put("status", Status.RUNNING.text()))
                .compose(done -> sources.update(on, reopening(new JsonObject())))
                .compose(done -> sources.find(on, new FindOptions().setFields(new JsonObject().put("_id", 1))))
                .map(found -> found.stream().map(one -> one.getString("_id")).toList());
    }

    @Override
    public Future<Boolean> change(String source, Collection<Status> from, Status to, boolean unfinished) {
        JsonObject query = MongoSources.named(source).put("status", MongoSources.in(from));
        if (unfinished) {
            query.put("finished", false);
        }
        return sources.update(query, reopening(new JsonObject().put("status", to.text())))
                .map(many -> many == 1);
    }

    @Override
    public Future<Boolean> edit(String source, JsonObject content) {
        JsonObject on = MongoSources.named(source).put("status", MongoSources.in(ON));
        JsonObject change = reopening(new JsonObject().put("content", content));
        change.getJsonObject("$inc").put("revision", 1);
        return sources.update(on, change).map(many -> many == 1);
    }

    private static JsonObject reopening(JsonObject set) {
        return new JsonObject()
                .put("$set", set.put("finished", false))
                .put("$inc", new JsonObject().put("opened", 1))
                .put("$unset", new JsonObject().put("counts", "").put("reasons", ""));
    }

    private Future<Long> set(JsonObject query, JsonObject values) {
        return sources.update(query, new JsonObject().put("$set", values));
    }
}
