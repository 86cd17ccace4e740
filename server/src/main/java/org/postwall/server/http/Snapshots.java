package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A stream of server-sent events (HTML standard, "Server-sent events"), each a whole picture of something: one at once,
 * and then one whenever the picture has changed, at most once a second. A client that reads too slowly misses pictures in
 * between and no last one.
 */
public final class Snapshots {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Looks without news after which a comment shows that the line is alive. */
    private static final int SILENT = 15;

    private final RoutingContext request;
    private final String event;
    private final Supplier<Future<JsonObject>> look;
    private final Predicate<JsonObject> last;
    private String shown = "";
    private int silent;

    private Snapshots(
            RoutingContext request, String event, Supplier<Future<JsonObject>> look, Predicate<JsonObject> last) {
        this.request = request;
        this.event = event;
        this.look = look;
        this.last = last;
    }

    /**
     * Answers a request with a stream; fails it where the first look fails.
     *
     * @param event the name of each event
     * @param look makes a picture
     * @param last whether the stream ends after this one
     */
    public static void stream(
            RoutingContext request, String event, Supplier<Future<JsonObject>> look, Predicate<JsonObject> last) {
        Snapshots stream = new Snapshots(request, event, look, last);
        look.get().onFailure(request::fail).onSuccess(stream::begin);
    }

    private void begin(JsonObject first) {
        HttpServerResponse response = request.response();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
        show(first);
    }

    private void show(JsonObject picture) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        String data = picture.encode();
        boolean news = !data.equals(shown);
        boolean end = last.test(picture);
        Future<Void> written = Future.succeededFuture();
        if (news && (end || !response.writeQueueFull())) {
            shown = data;
            silent = 0;
            written = response.write("event: " + event + "\ndata: " + data + "\n\n");
        } else if (++silent % SILENT == 0) {
            written = response.write(":\n\n");
        }
        if (end) {
            written.onComplete(done -> response.end());
        } else {
            later();
        }
    }

    private void later() {
        request.vertx().setTimer(LOOK.toMillis(), id -> {
            if (!request.response().closed()) {
                look.get().onSuccess(this::show).onFailure(missed -> later());
            }
        });
    }
}
