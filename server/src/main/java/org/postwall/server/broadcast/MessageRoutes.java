package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.postwall.server.http.JsonBody;
import org.postwall.server.security.IdempotencyKey;

/** The HTTP edge of {@link Messages}: {@code /api/v1/broadcast/messages}. */
public final class MessageRoutes {
    /** States that a delivery leaves again. */
    private static final Set<String> UNDER_WAY = Set.of("queued", "sending", "retry");

    private final Messages messages;
    private final Deliveries deliveries;

    MessageRoutes(Messages messages, Deliveries deliveries) {
        this.messages = messages;
        this.deliveries = deliveries;
    }

    /** {@code POST /messages}: behind {@link JsonBody}. */
    public void post(RoutingContext request) {
        messages.post(ContentReader.read(JsonBody.of(request)), IdempotencyKey.of(request))
                .onSuccess(id -> Answers.json(request, new JsonObject().put("id", id)))
                .onFailure(Answers.failed(request));
    }

    /** {@code GET /messages}. */
    public void list(RoutingContext request) {
        Query query = new Query(request);
        long after = query.after(0);
        int limit = query.limit();
        query.check();
        messages.after(after, limit)
                .compose(found -> Future.all(found.stream().map(this::shown).toList()))
                .onSuccess(shown -> Answers.json(
                        request,
                        new JsonObject().put("messages", new JsonArray(List.copyOf(shown.<JsonObject>list())))))
                .onFailure(Answers.failed(request));
    }

    /** {@code GET /messages/:id}. */
    public void one(RoutingContext request) {
        messages.one(Query.path(request, "id"))
                .compose(this::shown)
                .onSuccess(shown -> Answers.json(request, shown))
                .onFailure(Answers.failed(request));
    }

    private Future<JsonObject> shown(Message message) {
        return deliveries.counts(message.id()).map(counts -> {
            JsonObject json = new JsonObject()
                    .put("id", message.id())
                    .put("text", message.content().text());
            message.content().parseMode().ifPresent(mode -> json.put("parse_mode", mode));
            message.content().entities().ifPresent(entities -> json.put("entities", new JsonArray(entities)));
            JsonObject states = new JsonObject();
            counts.forEach(states::put);
            return json.put("at", message.at())
                    .put("counts", states)
                    .put("finished", UNDER_WAY.stream().allMatch(state -> counts.getOrDefault(state, 0L) == 0));
        });
    }
}
