package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * A question that all who wait ask together.
 *
 * <p>Whoever asks gets an answer to a question that was put after that moment: those who come while one is on its way
 * share the next one. So a thousand readers cost two questions, and none is told something old.
 */
final class Shared<T> {
    private final Supplier<Future<T>> question;
    private Promise<T> waiting;
    private boolean asking;

    Shared(Supplier<Future<T>> question) {
        this.question = question;
    }

    Future<T> ask() {
        if (waiting == null) {
            waiting = Promise.promise();
        }
        Future<T> answer = waiting.future();
        if (!asking) {
            next();
        }
        return answer;
    }

    private void next() {
        while (!asking && waiting != null) {
            Promise<T> asked = waiting;
            waiting = null;
            asking = true;
            put().onComplete(done -> {
                asking = false;
                if (done.succeeded()) {
                    asked.complete(done.result());
                } else {
                    asked.fail(done.cause());
                }
                next();
            });
        }
    }

    private Future<T> put() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
