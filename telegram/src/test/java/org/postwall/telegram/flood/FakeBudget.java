package org.postwall.telegram.flood;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A budget that answers when and what the test says; unless told otherwise it grants at once. */
final class FakeBudget implements Budget {
    private final List<Asked> asked = new ArrayList<>();
    private final List<Duration> silences = new ArrayList<>();
    private final Deque<Permission> answers = new ArrayDeque<>();
    private boolean hold;
    private boolean shared = true;

    /** A question. */
    record Asked(String chat, Cost cost, Lane lane, Promise<Permission> answer) {
        void is(Permission permission) {
            answer.complete(permission);
        }
    }

    List<Asked> asked() {
        return asked;
    }

    List<Duration> silences() {
        return silences;
    }

    /** The next question is answered so. */
    void answers(Permission permission) {
        answers.add(permission);
    }

    /** Whether questions from now on are answered only when the test says so. */
    void hold(boolean wanted) {
        hold = wanted;
    }

    void shared(boolean now) {
        shared = now;
    }

    @Override
    public Future<Permission> take(String chat, Cost cost, Lane lane) {
        Asked question = new Asked(chat, cost, lane, Promise.promise());
        asked.add(question);
        if (!hold) {
            question.is(answers.isEmpty() ? Permission.GRANTED : answers.remove());
        }
        return question.answer().future();
    }

    @Override
    public void silence(Duration time) {
        silences.add(time);
    }

    @Override
    public boolean isShared() {
        return shared;
    }
}
