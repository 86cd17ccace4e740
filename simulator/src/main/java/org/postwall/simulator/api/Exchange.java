package org.postwall.simulator.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.postwall.simulator.world.Bot;

/** One HTTP request and its answer, with what the log of calls will say of it. */
final class Exchange {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final HttpServerRequest request;
    private final Instant at;
    private String method = "";
    private String chat = "";
    private Optional<Bot> bot = Optional.empty();

    Exchange(HttpServerRequest request, Instant at) {
        this.request = request;
        this.at = at;
    }

    /** When the request arrived. */
    Instant at() {
        return at;
    }

    void method(String name) {
        method = name;
    }

    String method() {
        return method;
    }

    void chat(String id) {
        chat = id;
    }

    String chat() {
        return chat;
    }

    void bot(Bot caller) {
        bot = Optional.of(caller);
    }

    Optional<Bot> bot() {
        return bot;
    }

    void onGone(Runnable action) {
        request.response().closeHandler(closed -> action.run());
    }

    /** Answers; false when the call was already answered. The client may have gone: nobody hears it then. */
    boolean end(int status, JsonObject body, int retryAfter) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return false;
        }
        if (response.closed()) {
            return true;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (retryAfter > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfter));
        }
        response.end(body.toBuffer());
        return true;
    }

    /** Closes the connection without a word. */
    void cut() {
        request.connection().close();
    }
}
