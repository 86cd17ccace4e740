package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

class RecallTest extends InTown {
    @Test
    void what_was_sent_is_deleted_and_what_was_not_never_leaves() {
        House house = town.house(200);
        house.sendHalf(Town.news(1));
        assertThat(house.recall(NEWS)).isTrue();
        town.finished(NEWS, Map.of(State.RECALLED, 120L, State.CANCELLED, 80L));
        assertThat(house.telegram.asked("news:1")).hasSize(120);
        assertThat(house.telegram.asked("delete")).hasSize(120).doesNotHaveDuplicates();
        assertThat(town.delivery(NEWS, 7).containsKey("reason")).isFalse();
    }

    @Test
    void what_is_on_its_way_is_deleted_when_it_arrived() {
        House house = town.house(3);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 3);
        house.recall(NEWS);
        town.pass(Duration.ofSeconds(3));
        assertThat(town.finished(NEWS)).isFalse();
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.RECALLED, 3L));
        assertThat(house.telegram.asked("delete"))
                .containsExactlyInAnyOrder("delete 1001 1", "delete 1002 2", "delete 1003 3");
    }

    @Test
    void what_telegram_will_not_delete_stays_sent_and_says_why() {
        House house = sentTo(3);
        house.telegram.failing = only("delete 1002 2", refused("Bad Request: message can't be deleted for everyone"));
        house.recall(NEWS);
        town.finished(NEWS, Map.of(State.RECALLED, 2L, State.SENT, 1L));
        assertThat(town.delivery(NEWS, 2).getString("reason"))
                .isEqualTo("can't be deleted: 400 Bad Request: message can't be deleted for everyone");
        town.pass(Duration.ofSeconds(5));
        assertThat(house.telegram.asked("delete")).as("asked once").hasSize(3);
    }

    @Test
    void what_is_not_there_any_more_counts_as_recalled() {
        House house = sentTo(3);
        house.telegram.failing = only("delete 1002 2", refused("Bad Request: message to delete not found"));
        house.recall(NEWS);
        town.finished(NEWS, Map.of(State.RECALLED, 3L));
        assertThat(town.delivery(NEWS, 2).containsKey("reason")).isFalse();
    }

    @Test
    void without_an_answer_it_is_tried_again_later() {
        House house = sentTo(3);
        house.telegram.failing = only("delete 1002 2", NoAnswer.lost("deleteMessage", "cut"));
        house.recall(NEWS);
        town.counted(NEWS, Map.of(State.RECALLED, 2L, State.SENT, 1L));
        town.pass(Duration.ofSeconds(3));
        assertThat(town.finished(NEWS)).isFalse();
        house.telegram.failing = call -> null;
        town.finished(NEWS, Map.of(State.RECALLED, 3L));
    }

    @Test
    void an_unknown_token_stops_it_and_a_new_one_goes_on() {
        House house = sentTo(200);
        house.telegram.failing = call -> new Refused("deleteMessage", 401, "Unauthorized", 0);
        house.recall(NEWS);
        town.until(() -> house.report(NEWS).trouble() != null);
        town.pass(Duration.ofMinutes(1));
        assertThat(house.telegram.asked("delete"))
                .as("only what was on its way together")
                .hasSizeLessThanOrEqualTo(60);
        assertThat(town.counts(NEWS)).isEqualTo(Map.of(State.SENT, 200L));
        FakeTelegram fresh = new FakeTelegram(town.stage::onLoop);
        town.stage.onLoop(() -> house.outbox.serve(Town.BOT, fresh, Tempo.FREE));
        town.finished(NEWS, Map.of(State.RECALLED, 200L));
        assertThat(fresh.sent).hasSize(200);
    }

    @Test
    void a_cancelled_and_a_finished_source_can_be_recalled_but_once() {
        House house = town.house(200);
        house.sendHalf(Town.news(1));
        house.cancel(NEWS);
        town.finished(NEWS, Map.of(State.SENT, 120L, State.CANCELLED, 80L));
        assertThat(house.recall(NEWS)).isTrue();
        assertThat(house.recall(NEWS)).isFalse();
        town.finished(NEWS, Map.of(State.RECALLED, 120L, State.CANCELLED, 80L));
    }

    @Test
    void it_begins_at_once_also_in_the_middle_of_an_edit() {
        House house = sentTo(200);
        house.telegram.slow = true;
        house.edit(NEWS, "better");
        town.until(() -> house.telegram.asked("edit").size() == 60);
        house.recall(NEWS);
        town.pass(Duration.ofSeconds(2));
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.RECALLED, 200L));
        assertThat(house.telegram.asked("edit"))
                .as("nobody needs that edit any more")
                .hasSize(60);
    }

    @Test
    void what_cannot_be_read_any_more_is_deleted_all_the_same() {
        House house = sentTo(3);
        house.edit(NEWS, null);
        town.pass(Duration.ofSeconds(3));
        house.recall(NEWS);
        town.finished(NEWS, Map.of(State.RECALLED, 3L));
        assertThat(house.telegram.asked("edit")).isEmpty();
    }

    private House sentTo(long many) {
        House house = town.house(many);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, many));
        return house;
    }

    private static Function<String, Throwable> only(String name, Throwable failure) {
        return call -> call.equals(name) ? failure : null;
    }

    private static Refused refused(String why) {
        return new Refused("deleteMessage", 400, why, 0);
    }
}
