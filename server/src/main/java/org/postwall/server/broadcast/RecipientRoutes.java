package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The HTTP edge of who got a message: {@code /api/v1/broadcast/messages/:id/deliveries}, as JSON or CSV (RFC 4180). */
public final class RecipientRoutes {
    private static final Set<String> STATES =
            Set.of("queued", "sending", "sent", "retry", "failed", "unknown", "cancelled", "recalled");
    private static final String CSV = "text/csv";
    private static final String COLUMNS = "chat_id,state,attempts,message_id,reason\r\n";
    private static final int PIECE = 1000;

    private final Messages messages;
    private final Dispatch dispatch;

    RecipientRoutes(Messages messages, Dispatch dispatch) {
        this.messages = messages;
        this.dispatch = dispatch;
    }

    /** {@code GET /messages/:id/deliveries}. */
    public void list(RoutingContext request) {
        long id = Query.path(request, "id");
        Query query = new Query(request);
        Optional<String> state = query.word("state", STATES);
        long after = query.after(Long.MIN_VALUE);
        int limit = query.limit();
        query.check();
        boolean csv = isCsv(request);
        messages.one(id)
                .compose(message -> dispatch.recipients(id, state, csv ? Long.MIN_VALUE : after, csv ? PIECE : limit))
                .onSuccess(found -> {
                    if (csv) {
                        csv(request, id, state, found);
                    } else {
                        Answers.json(request, json(found));
                    }
                })
                .onFailure(Answers.failed(request));
    }

    private static boolean isCsv(RoutingContext request) {
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(CSV);
    }

    private static JsonObject json(List<Recipient> found) {
        JsonArray list = new JsonArray();
        found.forEach(one -> list.add(MessageJson.recipient(one)));
        return new JsonObject().put("deliveries", list);
    }

    private void csv(RoutingContext request, long id, Optional<String> state, List<Recipient> first) {
        HttpServerResponse response = request.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, CSV + "; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"message-" + id + ".csv\"");
        response.write(COLUMNS)
                .compose(begun -> pieces(response, id, state, first))
                .onSuccess(done -> response.end())
                // An end would look like all of it: a cut connection doesn't.
                .onFailure(cut -> request.request().connection().close());
    }

    /** One piece after the other, the next when the client has taken the last. */
    private Future<Void> pieces(HttpServerResponse response, long id, Optional<String> state, List<Recipient> piece) {
        StringBuilder lines = new StringBuilder();
        piece.forEach(one -> lines.append(line(one)));
        Future<Void> written = lines.isEmpty() ? Future.succeededFuture() : response.write(lines.toString());
        return piece.size() < PIECE
                ? written
                : written.compose(done -> dispatch.recipients(
                                id, state, piece.get(piece.size() - 1).chat(), PIECE))
                        .compose(next -> pieces(response, id, state, next));
    }

    private static String line(Recipient one) {
        String message =
                one.message().isPresent() ? Integer.toString(one.message().getAsInt()) : "";
        return "%d,%s,%d,%s,%s\r\n"
                .formatted(
                        one.chat(),
                        one.state(),
                        one.attempts(),
                        message,
                        quoted(one.reason().orElse("")));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }
}
