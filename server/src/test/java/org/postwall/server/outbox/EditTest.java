package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

class EditTest extends InTown {
    @Test
    void those_who_have_it_see_it_edited_and_the_others_get_it_new() {
        House house = town.house(200);
        house.sendHalf(Town.news(1));
        assertThat(house.edit(NEWS, "better")).isTrue();
        house.resume(NEWS);
        town.finished(NEWS, Map.of(State.SENT, 200L));
        assertThat(house.telegram.asked("edit")).hasSize(120).doesNotHaveDuplicates();
        assertThat(house.telegram.asked("better")).hasSize(80);
        everybodySees(house, 200, "better");
    }

    @Test
    void a_paused_source_is_edited_where_it_arrived() {
        House house = town.house(200);
        house.sendHalf(Town.news(1));
        house.edit(NEWS, "better");
        town.until(() -> house.telegram.asked("edit").size() == 120);
        assertThat(town.counts(NEWS)).isEqualTo(Map.of(State.SENT, 120L, State.QUEUED, 80L));
    }

    @Test
    void in_the_middle_of_sending_everybody_ends_with_the_new_one() {
        House house = town.house(200);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 120);
        house.edit(NEWS, "better");
        town.pass(Duration.ofSeconds(1));
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 200L));
        everybodySees(house, 200, "better");
    }

    @Test
    void of_two_edits_the_last_one_counts_and_the_first_goes_no_further() {
        House house = sentTo(200);
        house.telegram.slow = true;
        house.edit(NEWS, "good");
        town.until(() -> house.telegram.asked("edit").size() == 60);
        house.edit(NEWS, "better");
        town.pass(Duration.ofSeconds(2));
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.until(() -> town.finished(NEWS));
        everybodySees(house, 200, "better");
        assertThat(house.telegram.asked.stream().filter(call -> call.contains(" good ")))
                .hasSize(60);
    }

    @Test
    void a_message_that_looks_so_already_is_fine() {
        House house = sentTo(3);
        house.telegram.failing = refusing("Bad Request: message is not modified");
        house.edit(NEWS, "better");
        town.until(() -> house.telegram.asked("edit").size() == 3);
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(town.delivery(NEWS, 2).containsKey("reason")).isFalse();
    }

    @Test
    void a_message_that_cannot_be_edited_is_noted_and_left() {
        House house = sentTo(3);
        house.telegram.failing = refusing("Bad Request: message can't be edited");
        house.edit(NEWS, "better");
        town.until(() -> town.delivery(NEWS, 2).containsKey("reason"));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(town.delivery(NEWS, 2).getString("reason"))
                .isEqualTo("can't be edited: 400 Bad Request: message can't be edited");
        town.pass(Duration.ofSeconds(5));
        assertThat(house.telegram.asked("edit")).hasSize(3);
    }

    @Test
    void an_edit_that_works_later_takes_the_reason_away() {
        House house = sentTo(3);
        house.telegram.failing = refusing("Bad Request: message can't be edited");
        house.edit(NEWS, "better");
        town.until(() -> town.delivery(NEWS, 2).containsKey("reason") && town.finished(NEWS));
        house.telegram.failing = call -> null;
        house.edit(NEWS, "best");
        town.until(() -> !town.delivery(NEWS, 2).containsKey("reason"));
    }

    @Test
    void without_an_answer_it_is_tried_again_later() {
        House house = sentTo(3);
        house.telegram.failing = call -> NoAnswer.lost("editMessageText", "cut");
        house.edit(NEWS, "better");
        town.until(() -> house.telegram.asked("edit").size() >= 6);
        assertThat(town.finished(NEWS)).isFalse();
        house.telegram.failing = call -> null;
        town.until(() -> town.finished(NEWS));
        everybodySees(house, 3, "better");
    }

    @Test
    void what_is_called_off_or_not_there_is_not_edited() {
        House house = sentTo(3);
        house.recall(NEWS);
        assertThat(house.edit(NEWS, "better")).isFalse();
        assertThat(house.edit("news:9", "better")).isFalse();
        town.finished(NEWS, Map.of(State.RECALLED, 3L));
        assertThat(house.telegram.asked("edit")).isEmpty();
    }

    @Test
    void a_content_that_cannot_be_read_keeps_no_other_edit_from_being_made() {
        House house = sentTo(3);
        for (int number = 2; number <= 3; number++) {
            house.accept(Town.news(number));
            town.finished("news:" + number, Map.of(State.SENT, 3L));
        }
        house.edit("news:2", null);
        house.edit(NEWS, "better");
        town.until(() -> town.finished(NEWS));
        everybodySees(house, 3, "better");
        house.edit("news:3", "best");
        town.until(() -> town.finished("news:3"));
        everybodySees(house, 3, "best");
        assertThat(town.finished("news:2")).as("still to be edited").isFalse();
        house.edit("news:2", "readable");
        town.until(() -> town.finished("news:2"));
        everybodySees(house, 3, "readable");
    }

    private House sentTo(long many) {
        House house = town.house(many);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, many));
        return house;
    }

    private static void everybodySees(House house, long many, String text) {
        assertThat(LongStream.rangeClosed(1, many))
                .allSatisfy(chat -> assertThat(house.telegram.shown(chat)).isEqualTo(text + " " + chat));
    }

    private static Function<String, Throwable> refusing(String why) {
        return call -> new Refused("editMessageText", 400, why, 0);
    }
}
