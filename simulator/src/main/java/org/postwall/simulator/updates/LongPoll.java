package org.postwall.simulator.updates;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * The one getUpdates call of a bot that may wait for updates. A newer call ends an older one, which then fails with a
 * {@link Conflict}: two programs on one token is what that error tells.
 */
public final class LongPoll {
    private final Vertx vertx;
    private final UpdateQueue queue;
    private Promise<List<Update>> waiting;
    private long timer;
    private int offset;
    private int limit;

    public LongPoll(Vertx vertx, UpdateQueue queue) {
        this.vertx = vertx;
        this.queue = queue;
    }

    /** Why a poll ended without an answer; the message is the Bot API's description. */
    public static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Conflict(String description) {
            super(description, null, false, false);
        }
    }

    /** The client closed its connection while the call waited. */
    public static final class CallerGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallerGone() {
            super("the caller went away", null, false, false);
        }
    }

    /** Answers at once when there is something, or when the caller doesn't want to wait. */
    public Future<List<Update>> poll(int newOffset, int newLimit, Duration patience) {
        end(new Conflict("Conflict: terminated by other getUpdates request; "
                + "make sure that only one bot instance is running"));
        List<Update> now = queue.read(newOffset, newLimit);
        if (!now.isEmpty() || patience.isZero()) {
            return Future.succeededFuture(now);
        }
        offset = newOffset;
        limit = newLimit;
        Promise<List<Update>> promise = Promise.promise();
        waiting = promise;
        timer = vertx.setTimer(patience.toMillis(), id -> answer());
        return promise.future();
    }

    void updateArrived() {
        if (waiting != null) {
            answer();
        }
    }

    /** Ends the waiting call, if there is one, with what the queue holds: with nothing, normally. */
    public void answer() {
        if (waiting != null) {
            Promise<List<Update>> promise = release();
            promise.complete(queue.read(Math.max(offset, 0), limit));
        }
    }

    /** Ends the waiting call because a webhook was set. */
    public void webhookSet() {
        end(new Conflict("Conflict: terminated by setWebhook request"));
    }

    /** Forgets the waiting call, whose caller went away, so that it can't swallow anything. */
    public void abandon(Future<List<Update>> call) {
        if (waiting != null && waiting.future() == call) {
            release().fail(new CallerGone());
        }
    }

    private void end(Conflict conflict) {
        if (waiting != null) {
            release().fail(conflict);
        }
    }

    private Promise<List<Update>> release() {
        Promise<List<Update>> promise = waiting;
        waiting = null;
        vertx.cancelTimer(timer);
        return promise;
    }
}
