package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Failures;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.time.HandMovedClock;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** What a gate does with the answers of a budget that it shares with other processes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharingGateTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final Recorder recorder = new Recorder(clock);
    private final FakeBudget budget = new FakeBudget();
    private final FloodGate gate = new FloodGate("bot", recorder, FloodLimits.TELEGRAM, budget, clock);

    @Test
    void nothing_leaves_before_the_budget_answered() {
        budget.hold(true);
        send(Lane.INTERACTIVE, 1, "a");
        tap();
        assertThat(recorder.sent()).isEmpty();
        assertThat(gate.waiting()).isEqualTo(2);
        budget.asked().forEach(asked -> asked.is(Permission.GRANTED));
        assertThat(recorder.sent()).hasSize(2);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void the_budget_hears_what_a_call_counts_for() {
        send(Lane.BULK, -100, "a");
        tap();
        assertThat(budget.asked())
                .satisfiesExactly(
                        message -> {
                            assertThat(message.chat()).isEqualTo("-100");
                            assertThat(message.cost()).isEqualTo(Cost.MESSAGE);
                            assertThat(message.lane()).isEqualTo(Lane.BULK);
                        },
                        tap -> {
                            assertThat(tap.chat()).isEmpty();
                            assertThat(tap.cost()).isEqualTo(Cost.NOTHING);
                        });
    }

    @Test
    void a_call_that_must_wait_for_its_chat_holds_up_no_other_chat() {
        budget.answers(Permission.chatWaits(Duration.ofMillis(700)));
        send(Lane.INTERACTIVE, 1, "a");
        send(Lane.INTERACTIVE, 1, "b");
        send(Lane.INTERACTIVE, 2, "other");
        assertThat(recorder.texts()).containsExactly("other");
        clock.move(Duration.ofMillis(699));
        assertThat(recorder.sent()).hasSize(1);
        clock.move(Duration.ofMillis(1));
        assertThat(recorder.texts()).containsExactly("other", "a", "b");
    }

    @Test
    void a_lane_that_must_wait_holds_up_what_is_no_more_urgent() {
        budget.answers(Permission.laneWaits(Duration.ofMillis(300)));
        send(Lane.NOTICE, 1, "notice");
        send(Lane.BULK, 2, "mailing");
        send(Lane.INTERACTIVE, 3, "answer");
        assertThat(recorder.texts()).containsExactly("answer");
        assertThat(budget.asked()).hasSize(2);
        clock.move(Duration.ofMillis(300));
        assertThat(recorder.texts()).containsExactly("answer", "notice", "mailing");
    }

    @Test
    void a_call_that_was_put_back_is_not_overtaken_in_its_chat_and_lane() {
        budget.hold(true);
        send(Lane.INTERACTIVE, 1, "a");
        send(Lane.INTERACTIVE, 1, "b");
        send(Lane.INTERACTIVE, 2, "c");
        assertThat(budget.asked()).hasSize(2);
        budget.asked().get(1).is(Permission.GRANTED);
        budget.asked().get(0).is(Permission.laneWaits(Duration.ofMillis(10)));
        budget.hold(false);
        clock.move(Duration.ofMillis(10));
        assertThat(recorder.texts()).containsExactly("c", "a", "b");
    }

    @Test
    void chats_that_were_put_back_keep_their_turn() {
        budget.hold(true);
        for (int chat = 1; chat <= 5; chat++) {
            send(Lane.INTERACTIVE, chat, "" + chat);
        }
        for (FakeBudget.Asked asked : budget.asked().subList(0, 5)) {
            asked.is(Permission.laneWaits(Duration.ofMillis(10)));
        }
        budget.hold(false);
        clock.move(Duration.ofMillis(10));
        assertThat(recorder.texts()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void a_refused_call_does_not_count_for_this_process() {
        for (int i = 0; i < 40; i++) {
            budget.answers(Permission.laneWaits(Duration.ofMillis(1)));
        }
        for (int chat = 1; chat <= 30; chat++) {
            send(Lane.INTERACTIVE, chat, "x");
        }
        clock.move(Duration.ofMillis(50));
        assertThat(recorder.sent()).hasSize(30);
    }

    @Test
    void a_429_of_another_process_is_obeyed_as_an_own_one() {
        budget.answers(Permission.silence(Duration.ofSeconds(4)));
        Future<Message> first = send(Lane.INTERACTIVE, 1, "first");
        send(Lane.INTERACTIVE, 2, "second");
        tap();
        assertThat(budget.asked()).hasSize(1);
        assertThat(gate.silence()).isEqualTo(Duration.ofSeconds(4));
        clock.move(Duration.ofMillis(3999));
        assertThat(recorder.sent()).isEmpty();
        clock.move(Duration.ofMillis(1));
        assertThat(recorder.texts()).containsExactlyInAnyOrder("first", "second", "");
        assertThat(first.succeeded()).isTrue();
        assertThat(budget.silences()).as("others know it already").isEmpty();
    }

    @Test
    void an_own_429_is_told_to_the_others() {
        recorder.fails(Failures.flood(7));
        send(Lane.BULK, 1, "x");
        assertThat(budget.silences()).containsExactly(Duration.ofMillis(7020));
    }

    @Test
    void a_permission_that_comes_after_a_429_is_not_used() {
        budget.hold(true);
        send(Lane.INTERACTIVE, 1, "a");
        send(Lane.INTERACTIVE, 2, "b");
        recorder.fails(Failures.flood(2));
        budget.asked().get(0).is(Permission.GRANTED);
        budget.asked().get(1).is(Permission.GRANTED);
        assertThat(recorder.texts()).containsExactly("a");
        budget.hold(false);
        clock.move(Duration.ofMillis(2020));
        assertThat(recorder.texts()).containsExactly("a", "a", "b");
    }

    @Test
    void what_a_429_sent_back_is_asked_for_again_as_the_most_urgent_and_not_counted_for_its_chat_twice() {
        recorder.fails(Failures.flood(1));
        send(Lane.BULK, 1, "a");
        send(Lane.BULK, 1, "b");
        send(Lane.INTERACTIVE, 2, "c");
        budget.answers(Permission.laneWaits(Duration.ofMillis(30)));
        clock.move(Duration.ofMillis(1025));
        FakeBudget.Asked again = budget.asked().get(1);
        assertThat(again.lane()).isEqualTo(Lane.INTERACTIVE);
        assertThat(again.chat()).isEmpty();
        assertThat(recorder.texts()).containsExactly("a");
        clock.move(Duration.ofMillis(100));
        assertThat(recorder.texts()).containsExactly("a", "a", "c", "b");
    }

    @Test
    void permissions_that_come_in_a_bunch_are_spread_by_the_limit_of_the_process() {
        budget.hold(true);
        for (int chat = 1; chat <= 50; chat++) {
            send(Lane.INTERACTIVE, chat, "x");
        }
        budget.hold(false);
        for (FakeBudget.Asked asked : budget.asked().subList(0, 50)) {
            asked.is(Permission.GRANTED);
        }
        assertThat(recorder.sent()).hasSize(30);
        clock.move(Duration.ofMillis(1020));
        assertThat(recorder.sent()).hasSize(50);
    }

    @Test
    void a_mailing_leaves_room_while_nothing_is_shared_and_takes_it_all_while_it_is() {
        for (int chat = 1; chat <= 1000; chat++) {
            send(Lane.BULK, chat, "x");
        }
        clock.move(Duration.ofSeconds(10));
        int shared = recorder.sent().size();
        assertThat(shared).isBetween(293, 301);
        budget.shared(false);
        clock.move(Duration.ofSeconds(10));
        int alone = recorder.sent().size() - shared;
        assertThat(alone).isBetween(246, 252);
        budget.shared(true);
        clock.move(Duration.ofSeconds(10));
        assertThat(recorder.sent().size() - shared - alone).isBetween(290, 300);
    }

    @Test
    void a_mailing_that_is_often_refused_loses_no_speed() {
        for (int i = 0; i < 300; i++) {
            budget.answers(Permission.laneWaits(Duration.ofMillis(1)));
            budget.answers(Permission.GRANTED);
        }
        for (int chat = 1; chat <= 300; chat++) {
            send(Lane.BULK, chat, "x");
        }
        clock.move(Duration.ofSeconds(9));
        assertThat(recorder.sent()).hasSizeGreaterThan(260);
    }

    @Test
    void a_closed_gate_uses_no_permission_any_more() {
        budget.hold(true);
        Future<Message> asking = send(Lane.INTERACTIVE, 1, "a");
        Future<Message> waiting = send(Lane.INTERACTIVE, 1, "b");
        gate.close();
        budget.asked().get(0).is(Permission.GRANTED);
        assertThat(recorder.sent()).isEmpty();
        assertThat(asking.cause())
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        refused -> assertThat(refused.mayHaveHappened()).isFalse());
        assertThat(waiting.cause()).isInstanceOf(NoAnswer.class);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void a_chat_that_must_wait_is_not_forgotten() {
        budget.answers(Permission.chatWaits(Duration.ofSeconds(30)));
        send(Lane.INTERACTIVE, 1, "a");
        clock.move(Duration.ofSeconds(20));
        send(Lane.INTERACTIVE, 1, "b");
        assertThat(recorder.sent()).isEmpty();
        clock.move(Duration.ofSeconds(10));
        assertThat(recorder.texts()).containsExactly("a", "b");
        clock.move(Duration.ofMinutes(1));
        assertThat(gate.remembered()).isZero();
    }

    private Future<Message> send(Lane lane, long chat, String text) {
        return gate.lane(lane)
                .call(SendMessage.builder().chatId(chat).text(text).build());
    }

    private void tap() {
        gate.lane(Lane.INTERACTIVE)
                .call(AnswerCallbackQuery.builder().callbackQueryId("1").build());
    }
}
