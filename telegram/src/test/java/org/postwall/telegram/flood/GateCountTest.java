package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Failures;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.time.HandMovedClock;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GateCountTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Recorder recorder = new Recorder(clock);
    private final FakeBudget budget = new FakeBudget();
    private final GateCount count = new GateCount(clock);
    private FloodGate gate = gate();

    @Test
    void who_waits_is_counted_in_his_lane() {
        budget.hold(true);
        send(Lane.INTERACTIVE, 1);
        send(Lane.INTERACTIVE, 1);
        send(Lane.NOTICE, 2);
        send(Lane.BULK, 3);
        waiting(2, 1, 1);
        budget.hold(false);
        List.copyOf(budget.asked()).forEach(asked -> asked.is(Permission.GRANTED));
        waiting(0, 0, 0);
        assertThat(recorder.sent()).hasSize(4);
    }

    @Test
    void who_is_put_back_goes_on_waiting() {
        budget.answers(Permission.laneWaits(Duration.ofMillis(300)));
        send(Lane.BULK, 1);
        waiting(0, 0, 1);
        clock.move(Duration.ofMillis(300));
        waiting(0, 0, 0);
    }

    @Test
    void what_telegram_sent_back_waits_in_no_lane() {
        recorder.fails(Failures.flood(4));
        send(Lane.BULK, 1);
        send(Lane.BULK, 1);
        waiting(0, 0, 1);
        assertThat(count.sentBack()).isOne();
        assertThat(count.floods()).isOne();
        clock.move(Duration.ofSeconds(10));
        waiting(0, 0, 0);
        assertThat(count.sentBack()).isZero();
        assertThat(count.floods()).isOne();
    }

    @Test
    void silence_is_counted_as_it_passes_and_overlapping_ones_once() {
        recorder.hold(true);
        send(Lane.BULK, 1);
        send(Lane.INTERACTIVE, 2);
        recorder.answer(0, Future.failedFuture(Failures.flood(4)));
        recorder.answer(1, Future.failedFuture(Failures.flood(4)));
        assertThat(count.floods()).isEqualTo(2);
        assertThat(count.silence()).isZero();
        clock.move(Duration.ofSeconds(3));
        assertThat(count.silence()).isEqualTo(Duration.ofSeconds(3));
        clock.move(Duration.ofMinutes(1));
        assertThat(count.silence()).isEqualTo(Duration.ofMillis(4020));
    }

    @Test
    void a_silence_that_another_process_was_told_counts_as_silence_and_as_no_429() {
        budget.answers(Permission.silence(Duration.ofSeconds(2)));
        send(Lane.INTERACTIVE, 1);
        clock.move(Duration.ofSeconds(5));
        assertThat(count.silence()).isEqualTo(Duration.ofSeconds(2));
        assertThat(count.floods()).isZero();
    }

    @Test
    void a_closed_gate_leaves_nobody_waiting_and_the_next_one_counts_on() {
        recorder.fails(Failures.flood(100));
        send(Lane.BULK, 1);
        Future<Message> dropped = send(Lane.INTERACTIVE, 1);
        clock.move(Duration.ofSeconds(5));
        gate.close();
        waiting(0, 0, 0);
        assertThat(count.sentBack()).isZero();
        assertThat(dropped.cause()).isInstanceOf(NoAnswer.class);
        gate = gate();
        clock.move(Duration.ofMinutes(10));
        recorder.fails(Failures.flood(1));
        send(Lane.BULK, 1);
        clock.move(Duration.ofMinutes(10));
        assertThat(count.silence()).isEqualTo(Duration.ofMillis(6020));
        assertThat(count.floods()).isEqualTo(2);
    }

    @Test
    void what_asks_while_the_gate_is_closed_waits_no_more_when_it_is_answered() {
        budget.hold(true);
        send(Lane.INTERACTIVE, 1);
        gate.close();
        budget.asked().get(0).is(Permission.GRANTED);
        waiting(0, 0, 0);
        send(Lane.INTERACTIVE, 1);
        waiting(0, 0, 0);
    }

    private FloodGate gate() {
        return new FloodGate("bot", recorder, FloodLimits.TELEGRAM, budget, clock, count);
    }

    private Future<Message> send(Lane lane, long chat) {
        return gate.lane(lane).call(SendMessage.builder().chatId(chat).text("x").build());
    }

    private void waiting(long interactive, long notice, long bulk) {
        assertThat(count.waiting(Lane.INTERACTIVE)).as("interactive").isEqualTo(interactive);
        assertThat(count.waiting(Lane.NOTICE)).as("notice").isEqualTo(notice);
        assertThat(count.waiting(Lane.BULK)).as("bulk").isEqualTo(bulk);
    }
}
