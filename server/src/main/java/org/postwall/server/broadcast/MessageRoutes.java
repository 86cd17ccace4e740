package org.postwall.server.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.Snapshots;
import org.postwall.server.security.IdempotencyKey;

/** The HTTP edge of {@link Messages}: {@code /api/v1/broadcast/messages}. */
public final class MessageRoutes {
    private final Messages messages;
    private final Files files;
    private final Dispatch dispatch;

    MessageRoutes(Messages messages, Files files, Dispatch dispatch) {
        this.messages = messages;
        this.files = files;
        this.dispatch = dispatch;
    }

    /** {@code POST /messages}: behind {@link JsonBody}. */
    public void post(RoutingContext request) {
        JsonNode body = JsonBody.of(request);
        Content content = ContentReader.read(body);
        boolean once = ContentReader.once(body);
        Optional<String> key = IdempotencyKey.of(request);
        filed(content)
                .compose(there -> messages.post(content, once, key))
                .onSuccess(id -> Answers.json(request, new JsonObject().put("id", id)))
                .onFailure(Answers.failed(request));
    }

    /** A file that isn't there would be missed once per follower. */
    private Future<Void> filed(Content content) {
        if (content.media().isEmpty()) {
            return Future.succeededFuture();
        }
        return files.find(content.media().get().file())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(ApiException.invalid("media.file", "is no file that was sent before")));
    }

    /** {@code PATCH /messages/:id}: behind {@link JsonBody}. */
    public void edit(RoutingContext request) {
        long id = Query.path(request, "id");
        JsonNode body = JsonBody.of(request);
        messages.edit(id, content -> content.reworded(ContentReader.words(body, content.media())))
                .onSuccess(done -> one(request))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /messages/find}: behind {@link JsonBody}. */
    public void find(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        String key = fields.required("key", fields.text("key"));
        fields.check();
        messages.withKey(IdempotencyKey.own(request, key))
                .onSuccess(id -> Answers.json(request, new JsonObject().put("id", id)))
                .onFailure(Answers.failed(request));
    }

    /** {@code POST /messages/:id/pause} and the other orders. */
    public void order(RoutingContext request, Order order) {
        messages.order(Query.path(request, "id"), order)
                .onSuccess(done -> one(request))
                .onFailure(Answers.failed(request));
    }

    /** {@code GET /messages}. */
    public void list(RoutingContext request) {
        Query query = new Query(request);
        long after = query.after(0);
        int limit = query.limit();
        query.check();
        messages.after(after, limit)
                .compose(this::shown)
                .onSuccess(shown -> Answers.json(request, new JsonObject().put("messages", shown)))
                .onFailure(Answers.failed(request));
    }

    private Future<JsonArray> shown(List<Message> found) {
        return dispatch.progress(found.stream().map(Message::id).toList()).map(progress -> {
            JsonArray shown = new JsonArray();
            found.forEach(message ->
                    shown.add(MessageJson.brief(message, progress.getOrDefault(message.id(), Progress.NONE))));
            return shown;
        });
    }

    /** {@code GET /messages/:id}. */
    public void one(RoutingContext request) {
        messages.one(Query.path(request, "id"))
                .compose(message -> progress(message.id()).map(progress -> MessageJson.whole(message, progress)))
                .onSuccess(shown -> Answers.json(request, shown))
                .onFailure(Answers.failed(request));
    }

    /** {@code GET /messages/:id/progress}: server-sent events until it is finished. */
    public void stream(RoutingContext request) {
        long id = Query.path(request, "id");
        Snapshots.stream(
                request,
                "progress",
                () -> messages.one(id)
                        .compose(message -> progress(id))
                        .map(progress -> MessageJson.progress(id, progress))
                        .recover(failure -> Future.failedFuture(ApiException.known(failure))),
                shown -> shown.getBoolean("finished"));
    }

    private Future<Progress> progress(long id) {
        return dispatch.progress(List.of(id)).map((Map<Long, Progress> found) -> found.getOrDefault(id, Progress.NONE));
    }
}
