package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Failures;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.time.HandMovedClock;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FloodGateTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Duration begin = clock.now();
    private final Recorder recorder = new Recorder(clock);
    private FloodGate gate = new FloodGate("bot", recorder, FloodLimits.TELEGRAM, clock);

    @Test
    void a_bot_sends_thirty_a_second_and_no_more() {
        for (int chat = 1; chat <= 100; chat++) {
            send(Lane.INTERACTIVE, chat, "x");
        }
        assertThat(recorder.sent()).hasSize(30);
        clock.move(Duration.ofMillis(999));
        assertThat(recorder.sent()).hasSize(30);
        clock.move(Duration.ofMillis(100));
        assertThat(recorder.sent()).hasSize(60);
        clock.move(Duration.ofSeconds(10));
        assertThat(recorder.sent()).hasSize(100);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void no_second_anywhere_holds_more_than_thirty() {
        for (int chat = 1; chat <= 300; chat++) {
            send(chat % 2 == 0 ? Lane.BULK : Lane.INTERACTIVE, chat, "x");
            clock.move(Duration.ofMillis(chat % 7 * 10L));
        }
        clock.move(Duration.ofSeconds(30));
        assertThat(recorder.sent()).hasSize(300);
        for (int i = 30; i < 300; i++) {
            Duration thirty = recorder.sent()
                    .get(i)
                    .at()
                    .minus(recorder.sent().get(i - 30).at());
            assertThat(thirty).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_chat_takes_three_at_once_and_then_one_a_second_in_order() {
        for (int i = 1; i <= 5; i++) {
            send(Lane.INTERACTIVE, 7, "" + i);
        }
        assertThat(recorder.texts()).containsExactly("1", "2", "3");
        clock.move(Duration.ofMillis(990));
        assertThat(recorder.sent()).hasSize(3);
        clock.move(Duration.ofMillis(20));
        assertThat(recorder.sent()).hasSize(4);
        clock.move(Duration.ofMillis(1010));
        assertThat(recorder.texts()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void a_slow_chat_holds_up_no_other() {
        for (int i = 0; i < 10; i++) {
            send(Lane.INTERACTIVE, 7, "same");
        }
        send(Lane.INTERACTIVE, 8, "other");
        assertThat(recorder.texts()).containsExactly("same", "same", "same", "other");
    }

    @Test
    void a_group_or_channel_takes_twenty_a_minute() {
        for (int i = 0; i < 25; i++) {
            send(Lane.NOTICE, -100, "x");
        }
        clock.move(Duration.ofSeconds(59));
        assertThat(recorder.sent()).hasSize(20);
        clock.move(Duration.ofSeconds(10));
        assertThat(recorder.sent()).hasSize(25);
    }

    @Test
    void an_answer_overtakes_a_mailing_and_waits_next_to_nothing() {
        for (int chat = 1; chat <= 1000; chat++) {
            send(Lane.BULK, chat, "mailing");
        }
        clock.move(Duration.ofSeconds(5));
        int before = recorder.sent().size();
        assertThat(before).isBetween(120, 128);
        send(Lane.NOTICE, 5001, "notice");
        send(Lane.INTERACTIVE, 5002, "answer");
        clock.move(Duration.ofMillis(80));
        assertThat(recorder.texts().subList(before, before + 2)).containsExactlyInAnyOrder("notice", "answer");
    }

    @Test
    void answers_go_before_notices_and_these_before_mailings() {
        recorder.fails(Failures.flood(2));
        send(Lane.BULK, 1, "flooded");
        send(Lane.BULK, 2, "mailing");
        send(Lane.NOTICE, 3, "notice");
        send(Lane.INTERACTIVE, 4, "answer");
        clock.move(Duration.ofSeconds(3));
        assertThat(recorder.texts()).containsExactly("flooded", "flooded", "answer", "notice", "mailing");
    }

    @Test
    void after_a_429_the_whole_bot_is_silent_and_then_the_same_message_goes_first() {
        recorder.fails(Failures.flood(7));
        Future<Message> first = send(Lane.INTERACTIVE, 1, "first");
        send(Lane.INTERACTIVE, 2, "second");
        tap(Lane.INTERACTIVE);
        assertThat(recorder.sent()).hasSize(1);
        assertThat(gate.silence()).isGreaterThan(Duration.ofMillis(6900));
        clock.move(Duration.ofSeconds(7));
        assertThat(recorder.sent()).hasSize(1);
        clock.move(Duration.ofMillis(100));
        assertThat(recorder.texts().subList(0, 2)).containsExactly("first", "first");
        assertThat(recorder.sent()).hasSize(4);
        assertThat(first.succeeded()).isTrue();
        assertThat(gate.silence()).isZero();
    }

    @Test
    void a_message_that_was_flooded_is_not_overtaken_in_its_chat() {
        recorder.fails(Failures.flood(1));
        send(Lane.INTERACTIVE, 1, "a");
        send(Lane.INTERACTIVE, 1, "b");
        clock.move(Duration.ofSeconds(3));
        assertThat(recorder.texts()).containsExactly("a", "a", "b");
    }

    @Test
    void calls_on_their_way_when_the_429_comes_are_all_kept_in_order() {
        recorder.hold(true);
        List<Future<Message>> sends = new ArrayList<>();
        for (int chat = 1; chat <= 3; chat++) {
            sends.add(send(Lane.INTERACTIVE, chat, "" + chat));
        }
        recorder.hold(false);
        recorder.answer(2, Future.failedFuture(Failures.flood(1)));
        recorder.answer(0, Future.failedFuture(Failures.flood(3)));
        recorder.answer(1, Future.failedFuture(Failures.flood(2)));
        clock.move(Duration.ofMillis(2900));
        assertThat(recorder.sent()).hasSize(3);
        clock.move(Duration.ofMillis(200));
        assertThat(recorder.texts()).containsExactly("1", "2", "3", "1", "2", "3");
        assertThat(sends).allSatisfy(send -> assertThat(send.succeeded()).isTrue());
    }

    @Test
    void other_failures_reach_the_caller_at_once() {
        recorder.fails(NoAnswer.lost("sendMessage", "gone"));
        Future<Message> failed = send(Lane.INTERACTIVE, 1, "x");
        assertThat(failed.cause()).isInstanceOf(NoAnswer.class);
        send(Lane.INTERACTIVE, 1, "y");
        assertThat(recorder.texts()).containsExactly("x", "y");
    }

    @Test
    void within_a_chat_the_next_message_waits_for_the_answer_of_the_one_before() {
        recorder.hold(true);
        send(Lane.INTERACTIVE, 1, "a");
        send(Lane.INTERACTIVE, 1, "b");
        assertThat(recorder.texts()).containsExactly("a");
        recorder.answer(0, Future.succeededFuture());
        assertThat(recorder.texts()).containsExactly("a", "b");
    }

    @Test
    void taps_are_answered_however_full_the_second_is() {
        for (int chat = 1; chat <= 50; chat++) {
            send(Lane.INTERACTIVE, chat, "x");
        }
        tap(Lane.INTERACTIVE);
        assertThat(recorder.sent()).hasSize(31);
    }

    @Test
    void pages_may_be_turned_quickly() {
        for (int i = 0; i < 10; i++) {
            gate.lane(Lane.INTERACTIVE)
                    .call(EditMessageText.builder()
                            .chatId(7L)
                            .messageId(1)
                            .text("" + i)
                            .build());
        }
        assertThat(recorder.sent()).hasSize(10);
    }

    @Test
    void a_full_queue_refuses_instead_of_growing() {
        gate = new FloodGate("bot", recorder, new FloodLimits(1, 1, 1, 20, 3), clock);
        List<Future<Message>> sends = new ArrayList<>();
        for (int chat = 1; chat <= 6; chat++) {
            sends.add(send(Lane.INTERACTIVE, chat, "x"));
        }
        assertThat(gate.waiting()).isEqualTo(3);
        assertThat(sends.get(4).cause()).isInstanceOfSatisfying(NoAnswer.class, refused -> {
            assertThat(refused.mayHaveHappened()).isFalse();
            assertThat(refused).hasMessageContaining("too many");
        });
    }

    @Test
    void a_lifted_limit_lets_everything_through_but_obeys_a_429() {
        gate = new FloodGate("bot", recorder, FloodLimits.TELEGRAM.withBotPerSecond(0), clock);
        for (int i = 0; i < 200; i++) {
            send(Lane.BULK, -1, "x");
        }
        assertThat(recorder.sent()).hasSize(200);
        recorder.fails(Failures.flood(1));
        send(Lane.BULK, 1, "y");
        send(Lane.BULK, 2, "z");
        assertThat(recorder.sent()).hasSize(201);
        clock.move(Duration.ofSeconds(2));
        assertThat(recorder.sent()).hasSize(203);
    }

    @Test
    void idle_chats_are_forgotten() {
        for (int chat = 1; chat <= 200; chat++) {
            send(Lane.INTERACTIVE, chat, "x");
        }
        assertThat(gate.remembered()).isEqualTo(200);
        clock.move(Duration.ofMinutes(2));
        assertThat(gate.remembered()).isZero();
    }

    @Test
    void a_closed_gate_drops_what_waits() {
        recorder.fails(Failures.flood(60));
        Future<Message> flooded = send(Lane.INTERACTIVE, 1, "a");
        Future<Message> waiting = send(Lane.INTERACTIVE, 1, "b");
        gate.close();
        assertThat(flooded.cause()).isInstanceOf(NoAnswer.class);
        assertThat(waiting.cause()).isInstanceOf(NoAnswer.class);
        assertThat(send(Lane.INTERACTIVE, 1, "c").cause()).isInstanceOf(NoAnswer.class);
        clock.move(Duration.ofMinutes(2));
        assertThat(recorder.sent()).hasSize(1);
    }

    @Test
    void waiting_sets_one_alarm_not_many() {
        for (int i = 0; i < 1000; i++) {
            send(Lane.BULK, i, "x");
        }
        assertThat(clock.alarms()).isLessThan(4);
        assertThat(clock.now()).isEqualTo(begin);
    }

    private Future<Message> send(Lane lane, long chat, String text) {
        return gate.lane(lane)
                .call(SendMessage.builder().chatId(chat).text(text).build());
    }

    private void tap(Lane lane) {
        gate.lane(lane).call(AnswerCallbackQuery.builder().callbackQueryId("1").build());
    }
}
