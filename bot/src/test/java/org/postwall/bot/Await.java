package org.postwall.bot;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures in tests, which may block. */
public final class Await {
    private static final int LIMIT_SECONDS = 20;

    private Await() {}

    /** The result of a future; throws its failure. */
    public static <T> T result(Future<T> future) {
        try {
            return future.timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The failure of a future that must fail. */
    public static Throwable failure(Future<?> future) {
        return result(future.transform(result -> result.succeeded()
                ? Future.failedFuture(new AssertionError("it succeeded"))
                : Future.succeededFuture(result.cause())));
    }
}
