package org.postwall.telegram.flood;

import io.vertx.core.Promise;
import org.postwall.telegram.Call;
import org.postwall.telegram.NoAnswer;

/**
 * A call on its way through the gate.
 *
 * @param call what is to be sent
 * @param cost what it counts for
 * @param lane how urgent it is
 * @param line the line of its chat
 * @param place its place in the order of arrival
 * @param done ends as the call does
 */
record Waiting<T>(Call<T> call, Cost cost, Lane lane, ChatLine line, long place, Promise<T> done) {
    void drop(String why) {
        done.tryFail(NoAnswer.notSent(call.method(), why));
    }
}
