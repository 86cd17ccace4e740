package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.Refused;

/** When a source is finished, and which orders it still takes. */
class FinishTest extends InTown {
    @Test
    void not_before_all_of_the_audience_has_deliveries() {
        House house = town.house();
        town.people.holdAbove = 500;
        town.people.held = Promise.promise();
        house.accept(Town.news(1));
        town.counted(NEWS, Map.of(State.SENT, 500L));
        town.pass(Duration.ofSeconds(5));
        assertThat(town.finished(NEWS)).isFalse();
        town.stage.onLoop(town.people.held::complete);
        town.finished(NEWS, Map.of(State.SENT, 1200L));
    }

    @Test
    void also_where_it_was_called_off_before_all_of_the_audience_was_read_whatever_a_producer_hands_out() {
        House house = town.house();
        town.people.handing = handout -> Promise.<Void>promise().future();
        town.people.holdAbove = 500;
        town.people.held = Promise.promise();
        house.accept(Town.news(1));
        town.counted(NEWS, Map.of(State.SENT, 500L));
        house.cancel(NEWS);
        town.pass(Duration.ofSeconds(2));
        assertThat(town.finished(NEWS)).isFalse();
        town.stage.onLoop(town.people.held::complete);
        town.until(() -> town.finished(NEWS));
    }

    @Test
    void at_once_where_nobody_is_to_have_it() {
        House house = town.house(0);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of());
    }

    @Test
    void not_while_something_is_on_its_way() {
        House house = town.house(1);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 1);
        town.pass(Duration.ofSeconds(5));
        assertThat(town.finished(NEWS)).isFalse();
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 1L));
    }

    @Test
    void not_while_it_is_edited_and_again_after() {
        House house = town.house(3);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        house.telegram.slow = true;
        house.edit(NEWS, "better");
        town.until(() -> house.telegram.asked("edit").size() == 3);
        town.pass(Duration.ofSeconds(5));
        assertThat(town.finished(NEWS)).isFalse();
        house.telegram.answerAll();
        town.until(() -> town.finished(NEWS));
    }

    @Test
    void a_handout_opens_it_and_it_is_finished_again() {
        House house = town.house(3);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        town.people.handOutOnce(9, List.of(NEWS));
        town.finished(NEWS, Map.of(State.SENT, 4L));
    }

    @Test
    void a_pause_in_which_it_was_finished_holds_up_no_handout() {
        House house = town.house(1);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 1);
        assertThat(house.pause(NEWS)).isTrue();
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 1L));
        house.telegram.slow = false;
        town.people.handOutOnce(9, List.of(NEWS));
        town.finished(NEWS, Map.of(State.SENT, 2L));
    }

    @Test
    void of_a_running_source_only_a_pause_a_cancel_and_a_recall_are_possible() {
        House house = town.house(3);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        assertThat(house.resume(NEWS)).isFalse();
        assertThat(house.pause(NEWS)).isTrue();
        assertThat(house.pause(NEWS)).isFalse();
        assertThat(house.resume(NEWS)).isTrue();
        assertThat(house.cancel(NEWS)).isTrue();
        assertThat(house.cancel(NEWS)).isFalse();
        assertThat(house.pause(NEWS)).isFalse();
        assertThat(house.resume(NEWS)).isFalse();
        assertThat(house.retry(NEWS)).isFalse();
    }

    @Test
    void a_finished_source_takes_a_recall_and_a_retry_only() {
        House house = town.house(1);
        house.telegram.failing = call -> new Refused("sendMessage", 400, "Bad Request", 0);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        assertThat(house.pause(NEWS)).isFalse();
        assertThat(house.resume(NEWS)).isFalse();
        assertThat(house.cancel(NEWS)).isFalse();
        assertThat(house.retry(NEWS)).isTrue();
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        assertThat(house.recall(NEWS)).isTrue();
    }

    @Test
    void of_what_is_not_there_nothing_is_possible() {
        House house = town.house(1);
        assertThat(house.pause(NEWS)).isFalse();
        assertThat(house.resume(NEWS)).isFalse();
        assertThat(house.cancel(NEWS)).isFalse();
        assertThat(house.recall(NEWS)).isFalse();
        assertThat(house.retry(NEWS)).isFalse();
    }
}
