package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Function;

/**
 * Reads request bodies of any type in pieces, of bounded size, within bounded time, never as a whole in memory.
 *
 * <p>Nothing is read from the client while a piece of his is in use. A body has the time that a small one has, and more for
 * what has arrived: whoever sends at least {@link #PACE} is never late.
 */
public final class BodyStream {
    /** Bytes per second; slow enough that the store's own time for a piece fits in. */
    static final int PACE = 64 * 1024;

    private final int limit;
    private final int piece;
    private final Duration patience;

    /**
     * Reads nothing yet.
     *
     * @param limit the longest body, in bytes
     * @param piece how many bytes a piece has; only the last may have fewer
     * @param patience how long a client may be slower than {@link #PACE}, all in all
     */
    public BodyStream(int limit, int piece, Duration patience) {
        this.limit = limit;
        this.piece = piece;
        this.patience = patience;
    }

    /**
     * Gives the body to {@code use}, piece by piece, and is done when the last was used; an empty body has no piece. Fails as
     * {@code use} does, or with 400, 408, 413, 415 or 417.
     */
    public Future<Void> read(RoutingContext context, Function<Buffer, Future<Void>> use) {
        try {
            MediaType.requirePlain(context.request());
            Expectation.meet(context.request(), limit);
        } catch (ApiException refused) {
            return Future.failedFuture(refused);
        }
        return new Reading(context, use).begin();
    }

    /** One body on its way. */
    private final class Reading {
        private final Vertx vertx;
        private final HttpServerRequest request;
        private final Function<Buffer, Future<Void>> use;
        private final Promise<Void> whole = Promise.promise();
        private final long began = System.nanoTime();
        private Buffer waiting = Buffer.buffer();
        private int received;
        private boolean ended;
        private boolean busy;
        private long timer;

        Reading(RoutingContext context, Function<Buffer, Future<Void>> use) {
            this.vertx = context.vertx();
            this.request = context.request();
            this.use = use;
        }

        Future<Void> begin() {
            request.handler(this::arrived);
            request.exceptionHandler(whole::tryFail);
            request.endHandler(end -> end());
            watch();
            request.resume();
            return whole.future().onComplete(done -> vertx.cancelTimer(timer));
        }

        private void arrived(Buffer bytes) {
            if (isOver()) {
                return;
            }
            received += bytes.length();
            if (received > limit) {
                whole.fail(ApiException.tooLarge(limit));
                return;
            }
            waiting.appendBuffer(bytes);
            next();
        }

        private void end() {
            if (StrictDecoder.isBroken(request.connection())) {
                whole.tryFail(ApiException.unreadable("The chunks of the body can't be read."));
            }
            ended = true;
            next();
        }

        private void next() {
            if (busy || isOver()) {
                return;
            }
            if (waiting.length() >= piece) {
                Buffer full = waiting.getBuffer(0, piece);
                waiting = waiting.getBuffer(piece, waiting.length());
                hand(full);
            } else if (ended && waiting.length() > 0) {
                Buffer last = waiting;
                waiting = Buffer.buffer();
                hand(last);
            } else if (ended) {
                whole.complete();
            }
        }

        private void hand(Buffer bytes) {
            busy = true;
            request.pause();
            Future.succeededFuture(bytes).compose(use).onComplete(used -> {
                busy = false;
                if (used.failed()) {
                    whole.tryFail(used.cause());
                }
                next();
                if (!busy && !isOver()) {
                    request.resume();
                }
            });
        }

        private void watch() {
            Duration allowed = patience.plusMillis(received * 1000L / PACE);
            long left = allowed.minusNanos(System.nanoTime() - began).toMillis();
            if (left <= 0) {
                whole.tryFail(ApiException.status(408, "The body didn't arrive in time."));
            } else {
                timer = vertx.setTimer(left, again -> watch());
            }
        }

        private boolean isOver() {
            return whole.future().isComplete();
        }
    }
}
