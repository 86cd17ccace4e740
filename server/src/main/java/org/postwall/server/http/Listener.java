package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The listening socket and its limits.
 *
 * <p>A connection that takes too long over the head of a request is closed, and so is one that is silent in both directions
 * for 75 seconds (longer than nginx keeps its side, so nginx closes first and no request meets a closing door).
 */
final class Listener {
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int BACKLOG = 4096;

    private final Vertx vertx;
    private final Heads heads;
    private final HttpServerOptions options = options();

    /**
     * Opens nothing yet.
     *
     * @param head how long a connection may take to send the head of a request, the first one counted from its opening
     */
    Listener(Vertx vertx, Duration head) {
        this.vertx = vertx;
        this.heads = new Heads(vertx, head);
    }

    /** Listens on the event loop of the caller. */
    Future<HttpServer> listen(String bind, int port, Door door) {
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> StrictDecoder.install(connection, options, heads))
                .invalidRequestHandler(door::invalid)
                .requestHandler(door)
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
}
