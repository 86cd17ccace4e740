package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;

/**
 * The listening socket and its limits: a connection that takes too long over the head of a request is closed, and so is one
 * that is silent in both directions.
 */
final class Listener {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int BACKLOG = 4096;

    private final Vertx vertx;
    private final Heads heads;
    private final Silence silence;
    private final HttpServerOptions options = options();

    /**
     * Opens nothing yet.
     *
     * @param head how long a connection may take to send the head of a request, the first one counted from its opening
     * @param silence how long it may be silent in both directions
     */
    Listener(Vertx vertx, Duration head, Duration silence) {
        this.vertx = vertx;
        this.heads = new Heads(vertx, head);
        this.silence = new Silence(vertx, silence);
    }

    /** Listens on the event loop of the caller. */
    Future<HttpServer> listen(String bind, int port, Door door) {
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictDecoder.install(connection, options, heads);
                    silence.watch(connection);
                })
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
                .setHttp2ClearTextEnabled(false)
                // There are no web sockets, so nobody needs to look for their extensions in every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        options.setAcceptBacklog(BACKLOG);
        return options;
    }
}
