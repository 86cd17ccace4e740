package org.postwall.server.broadcast;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.postwall.server.http.ApiException;

/** How requests here are answered. Nothing on the way may keep the answers. */
final class Answers {
    private Answers() {}

    static void json(RoutingContext request, JsonObject body) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    /** What went wrong, as the client is told. */
    static Handler<Throwable> failed(RoutingContext request) {
        return error -> request.fail(ApiException.known(error));
    }

    static void done(RoutingContext request) {
        request.response()
                .setStatusCode(HttpResponseStatus.NO_CONTENT.code())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
