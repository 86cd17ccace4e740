package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.Snapshots;

/** The HTTP edge of the {@link Outbox}: {@code /api/v1/outbox}, what is sent by all producers together. */
public final class OutboxRoutes {
    private static final int SHOWN = 50;

    private final Outbox outbox;

    public OutboxRoutes(Outbox outbox) {
        this.outbox = outbox;
    }

    /** {@code GET /api/v1/outbox}. */
    public void one(RoutingContext request) {
        look().onSuccess(shown -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(shown.toBuffer()))
                .onFailure(request::fail);
    }

    /** {@code GET /api/v1/outbox/stream}: server-sent events without end. */
    public void stream(RoutingContext request) {
        Snapshots.stream(request, "outbox", this::look, shown -> false);
    }

    private Future<JsonObject> look() {
        return outbox.troubles()
                .compose(troubles -> outbox.newest(SHOWN).map(sources -> shown(troubles, sources)))
                .recover(failure -> Future.failedFuture(ApiException.known(failure)));
    }

    private static JsonObject shown(Map<String, String> troubles, List<Report> sources) {
        JsonArray bots = new JsonArray();
        troubles.forEach(
                (bot, trouble) -> bots.add(new JsonObject().put("bot", bot).put("trouble", trouble)));
        JsonArray reports = new JsonArray();
        sources.forEach(report -> reports.add(shown(report)));
        return new JsonObject().put("bots", bots).put("sources", reports);
    }

    private static JsonObject shown(Report report) {
        JsonObject counts = new JsonObject();
        report.counts().forEach((state, many) -> counts.put(state.text(), many));
        JsonArray errors = new JsonArray();
        report.reasons()
                .forEach(one ->
                        errors.add(new JsonObject().put("reason", one.reason()).put("count", one.count())));
        JsonObject json = new JsonObject()
                .put("id", report.id())
                .put("at", report.at())
                .put("status", report.status().text())
                .put("total", report.total())
                .put("counts", counts)
                .put("finished", report.finished())
                .put("rate", report.rate())
                .put("errors", errors);
        report.secondsLeft().ifPresent(seconds -> json.put("seconds_left", seconds));
        return json;
    }
}
