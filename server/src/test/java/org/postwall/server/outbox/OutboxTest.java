package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxTest {
    private static final String BOT = "42";
    private static final String NEWS = "news:1";

    private final Stage stage = new Stage();
    private final People people = new People(1200);
    private final List<House> houses = new ArrayList<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void an_audience_larger_than_a_batch_gets_it_once_each() {
        House house = new House();
        ask(() -> house.outbox.accept(source(NEWS, 1)));
        ask(() -> house.outbox.accept(source(NEWS, 1)));
        counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(house.telegram.sent).hasSize(1200).doesNotHaveDuplicates();
        assertThat(people.largest).as("never all in memory").isEqualTo(500);
        until(() -> finished(NEWS));
    }

    @Test
    void a_paused_source_goes_on_where_it_was() {
        House house = new House();
        house.telegram.slow = true;
        ask(() -> house.outbox.accept(source(NEWS, 1)));
        until(() -> house.telegram.asked.size() == 120);
        assertThat(ask(() -> house.outbox.pause(NEWS))).isTrue();
        assertThat(ask(() -> house.outbox.pause(NEWS))).as("it is already").isFalse();
        pass(Duration.ofSeconds(2));
        house.telegram.answerAll();
        pass(Duration.ofSeconds(3));
        assertThat(house.telegram.asked).hasSize(120);
        house.telegram.slow = false;
        assertThat(ask(() -> house.outbox.resume(NEWS))).isTrue();
        counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(house.telegram.sent).doesNotHaveDuplicates();
    }

    @Test
    void a_cancel_calls_off_what_has_not_left_and_cannot_be_undone() {
        House house = new House();
        house.telegram.slow = true;
        ask(() -> house.outbox.accept(source(NEWS, 1)));
        until(() -> house.telegram.asked.size() == 120);
        assertThat(ask(() -> house.outbox.cancel(NEWS))).isTrue();
        assertThat(ask(() -> house.outbox.cancel(NEWS))).isFalse();
        house.telegram.answerAll();
        until(() -> finished(NEWS));
        Map<State, Long> counts = counts(NEWS);
        assertThat(counts.keySet()).containsExactlyInAnyOrder(State.SENT, State.CANCELLED);
        assertThat(counts.get(State.SENT)).isEqualTo(120);
        assertThat(ask(() -> house.outbox.resume(NEWS))).isFalse();
    }

    @Test
    void a_part_of_the_audience_that_comes_after_the_cancel_is_called_off_too() {
        House house = new House();
        people.held = Promise.promise();
        ask(() -> house.outbox.accept(source(NEWS, 1)));
        until(() -> people.asked.get() > 0);
        assertThat(ask(() -> house.outbox.cancel(NEWS))).isTrue();
        pass(Duration.ofSeconds(2));
        stage.onLoop(() -> people.held.complete());
        until(() -> finished(NEWS));
        assertThat(counts(NEWS).keySet()).isSubsetOf(State.CANCELLED, State.SENT);
        assertThat(house.telegram.asked).isEmpty();
    }

    @Test
    void a_dead_owner_is_followed_and_nobody_misses_anything() {
        House dead = new House();
        dead.telegram.slow = true;
        ask(() -> dead.outbox.accept(source(NEWS, 1)));
        until(() -> dead.telegram.asked.size() == 120);
        houses.remove(dead);
        House next = new House();
        counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(next.telegram.sent).doesNotHaveDuplicates();
        assertThat(next.telegram.sent).as("those in flight again").containsAll(dead.telegram.asked);
        Set<String> reached = new HashSet<>(next.telegram.sent);
        assertThat(reached).hasSize(1200);
    }

    @Test
    void two_servers_send_for_one_bot_one_at_a_time_and_a_stop_hands_over_at_once() {
        House first = new House();
        House second = new House();
        first.telegram.slow = true;
        second.telegram.slow = true;
        ask(() -> second.outbox.accept(source(NEWS, 1)));
        until(() -> first.telegram.asked.size() + second.telegram.asked.size() == 120);
        House owner = first.telegram.asked.isEmpty() ? second : first;
        House other = owner == first ? second : first;
        assertThat(other.telegram.asked).isEmpty();
        Promise<Void> stopped = Promise.promise();
        stage.onLoop(() -> owner.outbox.stop().onComplete(stopped));
        owner.telegram.answerAll();
        await(stopped.future());
        other.telegram.slow = false;
        counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(owner.telegram.sent).hasSize(120).doesNotContainAnyElementsOf(other.telegram.sent);
    }

    @Test
    void a_chat_that_is_in_two_sources_gets_them_in_order() {
        House house = new House();
        ask(() -> house.outbox.accept(source("news:1", 1)));
        ask(() -> house.outbox.accept(source("news:2", 2)));
        counted("news:1", Map.of(State.SENT, 1200L));
        counted("news:2", Map.of(State.SENT, 1200L));
        for (long chat : new long[] {1, 600, 1200}) {
            assertThat(house.telegram.sent.indexOf("news:1 " + chat))
                    .isLessThan(house.telegram.sent.indexOf("news:2 " + chat));
        }
    }

    private static Source source(String id, long order) {
        return new Source(id, BOT, order, Guarantee.AT_LEAST_ONCE, new JsonObject().put("text", id));
    }

    private boolean finished(String source) {
        return stage.document("outbox_sources", source).getBoolean("finished");
    }

    private void counted(String source, Map<State, Long> counts) {
        until(() -> counts(source).equals(counts));
    }

    private Map<State, Long> counts(String source) {
        return await(Stores.in(stage.mongo).ledger().counts(List.of(source))).getOrDefault(source, Map.of());
    }

    /** Waits while time passes. */
    private void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            pass(Duration.ofSeconds(1));
            return condition.call();
        });
    }

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            stage.onLoop(() -> houses.forEach(house -> house.clock.pass(Duration.ofSeconds(1))));
        }
    }

    private <T> T ask(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        stage.onLoop(() -> question.get().onComplete(answer));
        return await(answer.future());
    }

    /** One server: time passes in it as long as it lives. */
    private final class House {
        final HandClock clock = new HandClock();
        final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
        final Outbox outbox = new Outbox(stage.mongo, clock, clock);

        House() {
            houses.add(this);
            stage.onLoop(() -> {
                outbox.add(people);
                outbox.serve(BOT, telegram);
            });
        }
    }

    /** An audience of chats 1 to many. */
    private static final class People implements Producer {
        private final long many;
        volatile int largest;
        final AtomicInteger asked = new AtomicInteger();
        Promise<Void> held = Promise.promise();

        People(long many) {
            this.many = many;
            held.complete();
        }

        @Override
        public String kind() {
            return "news";
        }

        @Override
        public Future<List<Long>> audience(Source source, long after, int most) {
            long first = Math.max(1, after + 1);
            List<Long> chats = LongStream.rangeClosed(first, Math.min(many, first + most - 1))
                    .boxed()
                    .toList();
            largest = Math.max(largest, chats.size());
            asked.incrementAndGet();
            return held.future().map(chats);
        }

        @Override
        public Content content(JsonObject content) {
            return FakeTelegram.text(content.getString("text"));
        }
    }
}
