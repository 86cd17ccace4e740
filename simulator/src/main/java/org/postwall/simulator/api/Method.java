package org.postwall.simulator.api;

import io.vertx.core.Future;
import java.util.function.Function;

/** A Bot API method: gives the {@code result}, or fails with a {@link Refusal}. */
@FunctionalInterface
interface Method {
    Future<Object> answer(Call call);

    static Method now(Function<Call, Object> action) {
        return call -> Future.succeededFuture(action.apply(call));
    }
}
