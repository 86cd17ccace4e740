package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.Refused;

/** What a producer gives to single chats after the audience was read. */
class HandoutTest extends InTown {
    private static final long LATE = 99;

    @Test
    void a_late_chat_gets_what_is_finished_and_what_runs_and_later_what_is_paused_but_nothing_called_off() {
        House house = sentTo(2);
        house.accept(Town.news(2));
        town.finished("news:2", Map.of(State.SENT, 2L));
        house.telegram.slow = true;
        town.people.audiences.put("news:4", List.of(3L, 4L));
        house.accept(Town.news(3));
        house.accept(Town.news(4));
        town.until(() -> house.telegram.asked.containsAll(List.of("news:3 1", "news:4 3")));
        house.recall("news:2");
        house.pause("news:3");
        assertThat(given(1, 2, 3, 4)).containsExactlyInAnyOrder("news:1", "news:3", "news:4");
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished("news:4", Map.of(State.SENT, 3L));
        assertThat(house.telegram.shown(LATE)).isEqualTo("news:4 99");
        assertThat(town.counts("news:3")).isEqualTo(Map.of(State.SENT, 2L, State.QUEUED, 1L));
        house.resume("news:3");
        town.finished("news:3", Map.of(State.SENT, 3L));
        assertThat(sentTo(house, LATE)).containsExactly("news:1 99", "news:4 99", "news:3 99");
    }

    @Test
    void a_chat_that_has_it_or_waits_for_it_does_not_get_it_twice() {
        House house = sentTo(2);
        assertThat(given(1)).containsExactly(NEWS);
        town.finished(NEWS, Map.of(State.SENT, 3L));
        given(1);
        town.pass(Duration.ofSeconds(3));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(house.telegram.sent).doesNotHaveDuplicates();
    }

    @Test
    void what_ended_because_the_chat_left_goes_on_before_what_it_missed() {
        House house = town.house(2);
        house.telegram.slow = true;
        for (int number = 1; number <= 12; number++) {
            house.accept(Town.news(number));
        }
        town.until(() -> house.telegram.asked.size() == 2);
        town.until(() -> town.counts("news:12").getOrDefault(State.QUEUED, 0L) == 2);
        town.ask(() -> house.outbox.stop(Town.BOT, 2));
        assertThat(town.delivery("news:9", 2).getString("reason")).isEqualTo("the chat left");
        town.people.audiences.put("news:13", List.of(1L));
        house.accept(Town.news(13));
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished("news:13", Map.of(State.SENT, 1L));
        assertThat(sentTo(house, 2)).containsExactly("news:1 2");
        giveTo(2, IntStream.rangeClosed(1, 13).toArray());
        town.finished("news:13", Map.of(State.SENT, 2L));
        town.finished("news:12", Map.of(State.SENT, 2L));
        assertThat(sentTo(house, 2))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 13)
                        .mapToObj(number -> "news:" + number + " 2")
                        .toList());
    }

    @Test
    void what_ended_because_the_chat_could_not_be_reached_goes_on() {
        House house = town.house(1);
        house.telegram.failing = call -> new Refused("sendMessage", 403, "Forbidden", 0);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        house.telegram.failing = call -> null;
        assertThat(giveTo(1, 1)).containsExactly(NEWS);
        town.finished(NEWS, Map.of(State.SENT, 1L));
        assertThat(town.delivery(NEWS, 1).containsKey("stopped")).isFalse();
    }

    @Test
    void what_telegram_refused_as_such_stays_failed() {
        House house = town.house(1);
        house.telegram.failing = call -> new Refused("sendMessage", 400, "Bad Request: too ugly", 0);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        house.telegram.failing = call -> null;
        giveTo(1, 1);
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        assertThat(house.telegram.asked).hasSize(1);
    }

    @Test
    void where_deliveries_stand_is_told_but_not_of_those_that_were_stopped() {
        House house = town.house(2);
        house.telegram.failing =
                call -> call.equals("news:1 2") ? new Refused("sendMessage", 403, "Forbidden", 0) : null;
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L, State.FAILED, 1L));
        assertThat(town.ask(() -> house.outbox.standing(List.of(NEWS, "news:9"), 1)))
                .isEqualTo(Map.of(NEWS, State.SENT));
        assertThat(town.ask(() -> house.outbox.standing(List.of(NEWS), 2))).isEmpty();
    }

    @Test
    void it_never_happens_while_an_audience_is_read_so_that_a_chat_gets_all_in_order() {
        House house = sentTo(2);
        for (int number = 2; number <= 5; number++) {
            house.accept(Town.news(number));
        }
        town.finished("news:5", Map.of(State.SENT, 2L));
        List<String> order = new CopyOnWriteArrayList<>();
        town.people.held = Promise.promise();
        town.people.holdAbove = Long.MIN_VALUE;
        town.people.handing = handout -> handout.last().compose(last -> {
            order.add("handed out, last " + last);
            town.people.handing = later -> Future.succeededFuture();
            return handout.give(LATE, List.of("news:3", "news:4", "news:5", "news:6"))
                    .mapEmpty();
        });
        int before = town.people.asked.get();
        house.accept(Town.news(6));
        town.until(() -> town.people.asked.get() > before);
        order.clear();
        town.pass(Duration.ofSeconds(3));
        assertThat(order).as("the audience is being read").isEmpty();
        town.stage.onLoop(town.people.held::complete);
        town.finished("news:6", Map.of(State.SENT, 3L));
        assertThat(sentTo(house, LATE)).containsExactly("news:3 99", "news:4 99", "news:5 99", "news:6 99");
    }

    private House sentTo(long many) {
        House house = town.house(many);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, many));
        return house;
    }

    private static List<String> sentTo(House house, long chat) {
        return house.telegram.sent.stream()
                .filter(call -> call.endsWith(" " + chat))
                .toList();
    }

    private List<String> given(int... numbers) {
        return giveTo(LATE, numbers);
    }

    /** Gives these in the next round; done when that is over. */
    private List<String> giveTo(long chat, int... numbers) {
        List<String> sources =
                IntStream.of(numbers).mapToObj(number -> "news:" + number).toList();
        List<List<String>> given = new CopyOnWriteArrayList<>();
        town.people.handing = handout -> {
            town.people.handing = later -> Future.succeededFuture();
            return handout.give(chat, sources).onSuccess(given::add).mapEmpty();
        };
        town.until(() -> !given.isEmpty());
        return given.get(0);
    }
}
