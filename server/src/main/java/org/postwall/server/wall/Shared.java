package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A question that all who wait ask together.
 *
 * <p>Whoever asks gets an answer to a question that was put after that moment: those who come while one is on its way
 * share the next one. So a thousand readers cost two questions, and none is told something old.
 */
final class Shared<T> {
    /** Where so many share a question, they need no time to gather; where hardly two do, waiting would bring nothing. */
    private static final double MANY = 8;

    private static final double FEW = 1.25;
    /** Of the last question in the average. */
    private static final double WEIGHT = 1.0 / 8;

    private final Supplier<Future<T>> question;
    private final Consumer<Runnable> pace;
    private Promise<T> waiting;
    private int askers;
    private double askersUsually = 1;
    private boolean asking;

    /**
     * Asks nothing yet.
     *
     * @param pace runs what it is given, now or soon: whoever comes until then shares that question
     */
    Shared(Supplier<Future<T>> question, Consumer<Runnable> pace) {
        this.question = question;
        this.pace = pace;
    }

    Future<T> ask() {
        if (waiting == null) {
            waiting = Promise.promise();
        }
        askers++;
        Future<T> answer = waiting.future();
        if (!asking) {
            next();
        }
        return answer;
    }

    private void next() {
        if (!asking && waiting != null) {
            asking = true;
            if (askersUsually > FEW && askersUsually < MANY) {
                pace.accept(this::askForAll);
            } else {
                askForAll();
            }
        }
    }

    private void askForAll() {
        Promise<T> asked = waiting;
        waiting = null;
        askersUsually += (askers - askersUsually) * WEIGHT;
        askers = 0;
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

    private Future<T> put() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
