package org.postwall.server.store;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * What a store is asked for once, by whoever needs it first: all get the same answer, also while it is on its way. After
 * a failure whoever comes next asks again. To be used on one event loop.
 */
public final class Once<T> {
    private final Supplier<Future<T>> question;
    private Future<T> answer;

    /** @param question asks the store; not asked before {@link #get} */
    public Once(Supplier<Future<T>> question) {
        this.question = question;
    }

    /** The answer; its failure tells of this attempt only. */
    public Future<T> get() {
        if (answer == null || answer.failed()) {
            answer = question.get();
        }
        return answer;
    }
}
