package org.postwall.telegram.flood;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.postwall.telegram.Call;
import org.postwall.telegram.time.AlarmClock;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** Sends nothing, but remembers; answers at once unless told to hold. */
final class Recorder implements Sender {
    private final AlarmClock clock;
    private final List<Sent> sent = new ArrayList<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final List<Held<?>> held = new ArrayList<>();
    private boolean hold;

    /** A call and when it left. */
    record Sent(Duration at, String text) {}

    private record Held<T>(Promise<T> promise) {
        void run(Future<T> answer) {
            answer.onComplete(promise);
        }
    }

    Recorder(AlarmClock clock) {
        this.clock = clock;
    }

    /** What left, in order. */
    List<Sent> sent() {
        return sent;
    }

    List<String> texts() {
        return sent.stream().map(Sent::text).toList();
    }

    /** The next call that is answered fails so. */
    void fails(RuntimeException failure) {
        failures.add(failure);
    }

    /** Whether calls from now on are answered only when the test says so. */
    void hold(boolean wanted) {
        hold = wanted;
    }

    /** Answers one of the held calls; the first one is 0. */
    <T> void answer(int call, Future<T> answer) {
        @SuppressWarnings("unchecked") // the test knows what it asked for
        Held<T> one = (Held<T>) held.get(call);
        one.run(answer);
    }

    @Override
    public <T extends Serializable> Future<Call<T>> prepare(PartialBotApiMethod<T> method) {
        return Future.succeededFuture(Call.of(method));
    }

    @Override
    public <T> Future<T> send(Call<T> call) {
        sent.add(new Sent(clock.now(), call.fields().path("text").asText()));
        if (hold) {
            Held<T> answer = new Held<>(Promise.promise());
            held.add(answer);
            return answer.promise().future();
        }
        return failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.remove());
    }
}
