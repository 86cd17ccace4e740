package org.postwall.telegram.flood;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.time.HandMovedClock;

/** How questions travel to Redis, and what becomes of them when it doesn't answer; the tally is played. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisBudgetTest {
    private final HandMovedClock clock = new HandMovedClock();
    private final List<Request> requests = new ArrayList<>();
    private final RedisBudget budget = budget(FloodLimits.TELEGRAM);

    private record Request(Duration silence, List<Question> questions, Promise<Tally.Answers> answer) {
        List<String> chats() {
            return questions.stream().map(Question::chat).toList();
        }

        void grantsAll() {
            is(
                    Duration.ZERO,
                    questions.stream().map(question -> Permission.GRANTED).toList());
        }

        void is(Duration silence, List<Permission> permissions) {
            answer.complete(new Tally.Answers(silence, permissions));
        }

        void fails() {
            answer.fail("Redis is away");
        }
    }

    @Test
    void who_asks_while_a_request_is_on_its_way_goes_with_the_next_the_most_urgent_first() {
        Future<Permission> first = take("1", Lane.BULK);
        take("2", Lane.BULK);
        take("3", Lane.BULK);
        take("4", Lane.INTERACTIVE);
        take("5", Lane.NOTICE);
        assertThat(requests).hasSize(1);
        assertThat(first.isComplete()).isFalse();
        requests.get(0).grantsAll();
        assertThat(first.result()).isEqualTo(Permission.GRANTED);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).chats()).containsExactly("4", "5", "2", "3");
    }

    @Test
    void everybody_gets_his_own_answer() {
        take("1", Lane.BULK);
        Future<Permission> bulk = take("2", Lane.BULK);
        Future<Permission> answer = take("3", Lane.INTERACTIVE);
        requests.get(0).grantsAll();
        Permission wait = Permission.laneWaits(Duration.ofMillis(34));
        requests.get(1).is(Duration.ZERO, List.of(Permission.GRANTED, wait));
        assertThat(answer.result()).isEqualTo(Permission.GRANTED);
        assertThat(bulk.result()).isEqualTo(wait);
    }

    @Test
    void what_counts_for_nothing_asks_only_every_100_ms() {
        Future<Permission> first = take("", Cost.NOTHING, Lane.INTERACTIVE);
        assertThat(first.isComplete()).isFalse();
        requests.get(0).grantsAll();
        clock.move(Duration.ofMillis(99));
        assertThat(take("", Cost.NOTHING, Lane.INTERACTIVE).result()).isEqualTo(Permission.GRANTED);
        assertThat(requests).hasSize(1);
        clock.move(Duration.ofMillis(1));
        assertThat(take("", Cost.NOTHING, Lane.INTERACTIVE).isComplete()).isFalse();
        assertThat(requests).hasSize(2);
    }

    @Test
    void with_lifted_limits_everything_asks_only_every_100_ms() {
        RedisBudget lifted = budget(FloodLimits.TELEGRAM.withBotPerSecond(0));
        lifted.take("1", Cost.MESSAGE, Lane.BULK);
        requests.get(0).grantsAll();
        for (int i = 0; i < 1000; i++) {
            lifted.take("-100", Cost.MESSAGE, Lane.BULK);
            lifted.take("", Cost.EDIT, Lane.BULK);
            clock.move(Duration.ofMillis(1));
            requests.get(requests.size() - 1).answer().tryComplete(new Tally.Answers(Duration.ZERO, grants(20)));
        }
        assertThat(requests).hasSizeBetween(9, 11);
    }

    @Test
    void a_silence_goes_out_at_once_and_nothing_may_leave_here() {
        budget.silence(Duration.ofSeconds(5));
        assertThat(requests.get(0).silence()).isEqualTo(Duration.ofSeconds(5));
        clock.move(Duration.ofSeconds(1));
        assertThat(take("1", Lane.INTERACTIVE).result()).isEqualTo(Permission.silence(Duration.ofSeconds(4)));
    }

    @Test
    void a_silence_that_comes_while_a_request_is_on_its_way_goes_with_the_next() {
        take("1", Lane.BULK);
        budget.silence(Duration.ofSeconds(5));
        requests.get(0).grantsAll();
        assertThat(requests.get(1).silence()).isEqualTo(Duration.ofSeconds(5));
        requests.get(1).is(Duration.ofSeconds(5), List.of());
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_silence_is_told_until_it_was_heard() {
        budget.silence(Duration.ofSeconds(5));
        requests.get(0).fails();
        clock.move(Duration.ofMillis(500));
        assertThat(requests.get(1).silence()).isEqualTo(Duration.ofMillis(4500));
        requests.get(1).is(Duration.ofMillis(4500), List.of());
        clock.move(Duration.ofSeconds(3));
        assertThat(requests).hasSize(2);
        clock.move(Duration.ofSeconds(3));
        take("1", Lane.BULK);
        assertThat(requests.get(2).silence()).isZero();
    }

    @Test
    void a_silence_of_another_process_holds_everything() {
        Future<Permission> asked = take("1", Lane.INTERACTIVE);
        requests.get(0).is(Duration.ofSeconds(3), List.of());
        assertThat(asked.result()).isEqualTo(Permission.silence(Duration.ofSeconds(3)));
        clock.move(Duration.ofSeconds(1));
        assertThat(take("", Cost.NOTHING, Lane.INTERACTIVE).result())
                .isEqualTo(Permission.silence(Duration.ofSeconds(2)));
        assertThat(requests).hasSize(1);
    }

    @Test
    void while_redis_is_away_nobody_waits_and_each_question_looks_whether_it_is_back() {
        Future<Permission> first = take("1", Lane.INTERACTIVE);
        Future<Permission> second = take("2", Lane.INTERACTIVE);
        requests.get(0).fails();
        assertThat(first.result()).isEqualTo(Permission.GRANTED);
        assertThat(second.result()).isEqualTo(Permission.GRANTED);
        assertThat(budget.isShared()).isFalse();
        for (int i = 1; i <= 3; i++) {
            assertThat(take("3", Lane.BULK).result()).isEqualTo(Permission.GRANTED);
            assertThat(requests).hasSize(i + 1);
            assertThat(requests.get(i).questions()).isEmpty();
            requests.get(i).fails();
        }
        take("4", Lane.BULK);
        requests.get(4).grantsAll();
        assertThat(take("5", Lane.BULK).isComplete()).isFalse();
    }

    @Test
    void a_redis_that_is_frozen_delays_a_question_by_250_ms_and_only_once() {
        Future<Permission> first = take("1", Lane.INTERACTIVE);
        clock.move(Duration.ofMillis(100));
        Future<Permission> second = take("2", Lane.INTERACTIVE);
        clock.move(Duration.ofMillis(149));
        assertThat(first.isComplete()).isFalse();
        clock.move(Duration.ofMillis(1));
        assertThat(first.result()).isEqualTo(Permission.GRANTED);
        assertThat(second.result()).isEqualTo(Permission.GRANTED);
        assertThat(take("3", Lane.BULK).result()).isEqualTo(Permission.GRANTED);
        assertThat(requests).hasSize(1);
    }

    @Test
    void an_answer_that_comes_late_ends_nothing() {
        take("1", Lane.INTERACTIVE);
        clock.move(Duration.ofMillis(300));
        requests.get(0).grantsAll();
        assertThat(take("2", Lane.BULK).result()).isEqualTo(Permission.GRANTED);
        clock.move(Duration.ofMillis(300));
        requests.get(1).grantsAll();
        assertThat(take("3", Lane.BULK).result()).as("still slow").isEqualTo(Permission.GRANTED);
        requests.get(2).grantsAll();
        assertThat(take("4", Lane.BULK).isComplete()).as("in time again").isFalse();
    }

    @Test
    void it_counts_as_shared_only_when_a_whole_second_was_counted() {
        assertThat(budget.isShared()).isFalse();
        take("1", Lane.BULK);
        requests.get(0).grantsAll();
        clock.move(Duration.ofMillis(999));
        assertThat(budget.isShared()).isFalse();
        clock.move(Duration.ofMillis(1));
        assertThat(budget.isShared()).isTrue();
        take("1", Lane.BULK);
        requests.get(1).fails();
        assertThat(budget.isShared()).isFalse();
    }

    private RedisBudget budget(FloodLimits limits) {
        Tally tally = (silence, questions) -> {
            Request request = new Request(silence, questions, Promise.promise());
            requests.add(request);
            return request.answer().future();
        };
        return new RedisBudget(tally, 42, limits, clock);
    }

    private Future<Permission> take(String chat, Lane lane) {
        return take(chat, Cost.MESSAGE, lane);
    }

    private Future<Permission> take(String chat, Cost cost, Lane lane) {
        return budget.take(chat, cost, lane);
    }

    private static List<Permission> grants(int count) {
        return Collections.nCopies(count, Permission.GRANTED);
    }
}
