package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The listening socket and its limits.
 *
 * <p>A connection that has not sent one whole head in time is closed, and so is one that is silent in both
 * directions for 75 seconds (longer than nginx keeps its side, so nginx closes first and no request meets a closing door).
 */
final class Listener {
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int BACKLOG = 4096;

    private final Vertx vertx;
    private final Duration firstHead;
    private final HttpServerOptions options = options();
    private final Map<HttpConnection, Long> silent = new HashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param firstHead how long a new connection may take to send the head of its first request
     */
    Listener(Vertx vertx, Duration firstHead) {
        this.vertx = vertx;
        this.firstHead = firstHead;
    }

    /** Listens on the event loop of the caller. */
    Future<HttpServer> listen(String bind, int port, Door door) {
        return vertx.createHttpServer(options)
                .connectionHandler(this::opened)
                .invalidRequestHandler(request -> {
                    spoke(request);
                    door.invalid(request);
                })
                .requestHandler(request -> {
                    spoke(request);
                    door.handle(request);
                })
                // With no such handler Vert.x answers unknown versions of HTTP by itself, and without a body.
                .webSocketHandshakeHandler(upgrade -> upgrade.reject(426))
                .listen(port, bind);
    }

    private static HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setHttp2ClearTextEnabled(false);
        options.setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setAcceptBacklog(BACKLOG);
        return options;
    }

    private void opened(HttpConnection connection) {
        StrictDecoder.install(connection, options);
        silent.put(connection, vertx.setTimer(firstHead.toMillis(), late -> connection.close()));
        connection.closeHandler(gone -> forget(connection));
    }

    /** Costs nothing while no connection is new. */
    private void spoke(HttpServerRequest request) {
        if (!silent.isEmpty()) {
            forget(request.connection());
        }
    }

    private void forget(HttpConnection connection) {
        Long timer = silent.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
