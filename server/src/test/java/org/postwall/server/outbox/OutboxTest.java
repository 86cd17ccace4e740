package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;

class OutboxTest extends InTown {
    @Test
    void an_audience_larger_than_a_batch_gets_it_once_each() {
        House house = town.house(1200);
        house.accept(Town.news(1));
        house.accept(Town.news(1));
        town.counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(house.telegram.sent).hasSize(1200).doesNotHaveDuplicates();
        assertThat(town.people.largest).as("never all in memory").isEqualTo(500);
        town.until(() -> town.finished(NEWS));
    }

    @Test
    void a_paused_source_goes_on_where_it_was() {
        House house = town.house(1200);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 120);
        assertThat(house.pause(NEWS)).isTrue();
        assertThat(house.pause(NEWS)).as("it is already").isFalse();
        town.pass(Duration.ofSeconds(2));
        house.telegram.answerAll();
        town.pass(Duration.ofSeconds(3));
        assertThat(house.telegram.asked).hasSize(120);
        house.telegram.slow = false;
        assertThat(house.resume(NEWS)).isTrue();
        town.counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(house.telegram.sent).doesNotHaveDuplicates();
    }

    @Test
    void a_cancel_calls_off_what_has_not_left_and_cannot_be_undone() {
        House house = town.house(1200);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 120);
        assertThat(house.cancel(NEWS)).isTrue();
        assertThat(house.cancel(NEWS)).isFalse();
        house.telegram.answerAll();
        town.until(() -> town.finished(NEWS));
        Map<State, Long> counts = town.counts(NEWS);
        assertThat(counts.keySet()).containsExactlyInAnyOrder(State.SENT, State.CANCELLED);
        assertThat(counts.get(State.SENT)).isEqualTo(120);
        assertThat(house.resume(NEWS)).isFalse();
    }

    @Test
    void a_part_of_the_audience_that_comes_after_the_cancel_is_called_off_too() {
        House house = town.house(1200);
        town.people.held = Promise.promise();
        house.accept(Town.news(1));
        town.until(() -> town.people.asked.get() > 0);
        assertThat(house.cancel(NEWS)).isTrue();
        town.pass(Duration.ofSeconds(2));
        town.stage.onLoop(() -> town.people.held.complete());
        town.until(() -> town.finished(NEWS));
        assertThat(town.counts(NEWS).keySet()).isSubsetOf(State.CANCELLED, State.SENT);
        assertThat(house.telegram.asked).isEmpty();
    }

    @Test
    void a_dead_owner_is_followed_and_nobody_misses_anything() {
        House dead = town.house(1200);
        dead.telegram.slow = true;
        dead.accept(Town.news(1));
        town.until(() -> dead.telegram.asked.size() == 120);
        dead.die();
        House next = town.house(1200);
        town.counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(next.telegram.sent).doesNotHaveDuplicates();
        assertThat(next.telegram.sent).as("those in flight again").containsAll(dead.telegram.asked);
        Set<String> reached = new HashSet<>(next.telegram.sent);
        assertThat(reached).hasSize(1200);
    }

    @Test
    void two_servers_send_for_one_bot_one_at_a_time_and_a_stop_hands_over_at_once() {
        House first = town.house(1200);
        House second = town.house(1200);
        first.telegram.slow = true;
        second.telegram.slow = true;
        second.accept(Town.news(1));
        town.until(() -> first.telegram.asked.size() + second.telegram.asked.size() == 120);
        House owner = first.telegram.asked.isEmpty() ? second : first;
        House other = owner == first ? second : first;
        assertThat(other.telegram.asked).isEmpty();
        Promise<Void> stopped = Promise.promise();
        town.stage.onLoop(() -> owner.outbox.stop().onComplete(stopped));
        owner.telegram.answerAll();
        await(stopped.future());
        other.telegram.slow = false;
        town.counted(NEWS, Map.of(State.SENT, 1200L));
        assertThat(owner.telegram.sent).hasSize(120).doesNotContainAnyElementsOf(other.telegram.sent);
    }

    @Test
    void a_chat_that_is_in_two_sources_gets_them_in_order() {
        House house = town.house(1200);
        house.accept(Town.news(1));
        house.accept(Town.news(2));
        town.counted("news:1", Map.of(State.SENT, 1200L));
        town.counted("news:2", Map.of(State.SENT, 1200L));
        for (long chat : new long[] {1, 600, 1200}) {
            assertThat(house.telegram.sent.indexOf("news:1 " + chat))
                    .isLessThan(house.telegram.sent.indexOf("news:2 " + chat));
        }
    }
}
