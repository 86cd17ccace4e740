package org.postwall.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An HTTP server that knows one answer: what Vert.x itself can do with Postwall's bytes, headers included.
 *
 * <p>It has no routes, no limits and no store. Below {@code /stream} it sends a long answer in pieces, as fast as they
 * are taken.
 */
public final class BareServer extends AbstractVerticle {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");

    private final int port;
    private final Buffer page;
    private final CharSequence tag;
    private final CharSequence length;
    private final Buffer piece;
    private final long pieces;

    private BareServer(int port, Buffer page, String tag, int pieceSize, long streamed) {
        this.port = port;
        this.page = page;
        this.tag = HttpHeaders.createOptimized(tag);
        this.length = HttpHeaders.createOptimized(Integer.toString(page.length()));
        this.piece = Buffer.buffer("x".repeat(pieceSize));
        this.pieces = streamed / pieceSize;
    }

    /**
     * Starts one.
     *
     * @param arguments port; file that holds the page; its entity tag; size of a streamed piece and of the whole stream,
     *     both in bytes
     */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        BareServer server = new BareServer(
                Integer.parseInt(arguments[0]),
                vertx.fileSystem().readFileBlocking(arguments[1]),
                arguments[2],
                Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]));
        vertx.deployVerticle(server).onFailure(failure -> {
            failure.printStackTrace();
            System.exit(1);
        });
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (request.uri().startsWith("/stream")) {
            write(response.setChunked(true), pieces);
        } else {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, length).end(page);
        }
    }

    private void write(HttpServerResponse response, long left) {
        long rest = left;
        while (rest > 0 && !response.writeQueueFull()) {
            response.write(piece);
            rest--;
        }
        if (rest == 0) {
            response.end();
        } else {
            long still = rest;
            response.drainHandler(drained -> write(response, still));
        }
    }
}
