package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;

/** What a producer has stored and the outbox hasn't heard of. */
class GatherTest extends InTown {
    @Test
    void what_a_producer_stored_before_its_server_ended_is_sent_in_order() {
        town.people.stored.addAll(List.of(Town.news(1), Town.news(2), Town.news(3)));
        House house = town.house(1);
        town.finished("news:3", Map.of(State.SENT, 1L));
        assertThat(house.telegram.sent).containsExactly("news:1 1", "news:2 1", "news:3 1");
    }

    @Test
    void what_is_there_already_is_not_taken_over_again() {
        House house = town.house(1);
        house.accept(Town.news(1));
        town.people.stored.addAll(List.of(Town.news(1), Town.news(2)));
        town.finished("news:2", Map.of(State.SENT, 1L));
        town.pass(Duration.ofSeconds(3));
        assertThat(house.telegram.asked).containsExactly("news:1 1", "news:2 1");
        assertThat(town.ask(() -> house.outbox.last(Town.BOT, "news"))).isEqualTo(2);
    }

    @Test
    void a_crash_in_the_middle_of_taking_over_leaves_nothing_out() {
        House house = town.house(1);
        house.accept(Town.news(1));
        house.accept(Town.news(2));
        house.die();
        town.people.stored.addAll(
                IntStream.rangeClosed(1, 4).mapToObj(Town::news).toList());
        House next = town.house(1);
        town.finished("news:4", Map.of(State.SENT, 1L));
        // What the dead one had begun may still have ended.
        assertThat(Stream.concat(house.telegram.sent.stream(), next.telegram.sent.stream())
                        .distinct())
                .containsExactly("news:1 1", "news:2 1", "news:3 1", "news:4 1");
    }

    @Test
    void two_servers_take_over_at_once_and_everybody_gets_each_once() {
        House first = town.house(2);
        House second = town.house(2);
        town.people.stored.addAll(
                IntStream.rangeClosed(1, 20).mapToObj(Town::news).toList());
        town.stage.onLoop(() -> List.of(first, second)
                .forEach(house -> house.outbox.gather(Town.BOT, "news").onComplete(done -> {})));
        town.finished("news:20", Map.of(State.SENT, 2L));
        List<String> sent = first.telegram.sent.isEmpty() ? second.telegram.sent : first.telegram.sent;
        assertThat(sent.stream().filter(call -> call.endsWith(" 1")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "news:" + number + " 1")
                        .toList());
        assertThat(first.telegram.sent.size() + second.telegram.sent.size()).isEqualTo(40);
    }

    @Test
    void up_to_where_all_is_done_is_known() {
        House house = town.house(1);
        assertThat(settled(house)).isZero();
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L));
        assertThat(settled(house)).isEqualTo(1);
        house.telegram.slow = true;
        house.accept(Town.news(2));
        house.accept(Town.news(3));
        assertThat(settled(house)).isEqualTo(1);
    }

    private long settled(House house) {
        return town.ask(() -> house.outbox.settled(Town.BOT, "news"));
    }
}
