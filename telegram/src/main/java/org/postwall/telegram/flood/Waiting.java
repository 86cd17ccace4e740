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
 * @param again whether Telegram answered it 429 before
 * @param done ends as the call does
 */
record Waiting<T>(Call<T> call, Cost cost, Lane lane, ChatLine line, long place, boolean again, Promise<T> done) {
    /** The same call once more: nothing is more urgent now, and its chat has counted it already. */
    Waiting<T> oneMoreTime() {
        Cost left = cost == Cost.MESSAGE ? Cost.EDIT : cost;
        return new Waiting<>(call, left, Lane.INTERACTIVE, line, place, true, done);
    }

    void drop(String why) {
        done.tryFail(NoAnswer.notSent(call.method(), why));
    }
}
