package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

class RetryTest extends InTown {
    @Test
    void what_failed_is_sent_again_and_nothing_else() {
        House house = withFailures();
        assertThat(house.retry(NEWS)).isTrue();
        town.finished(NEWS, Map.of(State.SENT, 3L, State.UNKNOWN, 1L));
        assertThat(house.telegram.asked)
                .containsExactlyInAnyOrder("news:1 1", "news:1 2", "news:1 3", "news:1 4", "news:1 2");
        assertThat(town.delivery(NEWS, 2).containsKey("reason")).isFalse();
        assertThat(town.delivery(NEWS, 2).getInteger("attempts")).isEqualTo(2);
    }

    @Test
    void what_fails_again_is_failed_again() {
        House house = withFailures();
        house.telegram.failing = call -> new Refused("sendMessage", 400, "Bad Request: still", 0);
        house.retry(NEWS);
        town.until(() -> "400 Bad Request: still".equals(town.delivery(NEWS, 2).getString("reason")));
        town.finished(NEWS, Map.of(State.SENT, 2L, State.FAILED, 1L, State.UNKNOWN, 1L));
    }

    @Test
    void a_finish_that_comes_too_late_leaves_it_open() {
        House house = withFailures();
        int before = opened();
        house.pause(NEWS);
        house.telegram.slow = true;
        house.retry(NEWS);
        await(town.stores.sources().finish(NEWS, before));
        assertThat(town.finished(NEWS)).isFalse();
        town.until(() -> house.telegram.asked.size() == 5);
    }

    @Test
    void where_nothing_failed_it_is_finished_again() {
        House house = town.house(3);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(house.retry(NEWS)).isTrue();
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(house.telegram.asked).hasSize(3);
    }

    @Test
    void what_failed_for_want_of_an_answer_has_all_its_attempts_again() {
        House house = town.house(1);
        house.telegram.failing = call -> NoAnswer.notSent("sendMessage", "no way");
        house.accept(Town.news(1));
        town.until(() -> {
            town.pass(Duration.ofMinutes(1));
            return town.counts(NEWS).equals(Map.of(State.FAILED, 1L));
        });
        int before = house.telegram.asked.size();
        house.retry(NEWS);
        town.until(() -> house.telegram.asked.size() >= before + 2);
        house.telegram.failing = call -> null;
        town.finished(NEWS, Map.of(State.SENT, 1L));
    }

    @Test
    void what_is_called_off_or_not_there_is_not_retried() {
        House house = withFailures();
        house.recall(NEWS);
        assertThat(house.retry(NEWS)).isFalse();
        assertThat(house.retry("news:9")).isFalse();
        town.finished(NEWS, Map.of(State.RECALLED, 2L, State.FAILED, 1L, State.UNKNOWN, 1L));
    }

    /** Of four people the second has a refusal, the third an answer that never came. */
    private House withFailures() {
        House house = town.house(4);
        house.telegram.failing = call -> switch (call) {
            case "news:1 2" -> new Refused("sendMessage", 400, "Bad Request: no", 0);
            case "news:1 3" -> NoAnswer.lost("sendMessage", "cut");
            default -> null;
        };
        house.accept(Town.once(1));
        town.finished(NEWS, Map.of(State.SENT, 2L, State.FAILED, 1L, State.UNKNOWN, 1L));
        house.telegram.failing = call -> null;
        return house;
    }

    private int opened() {
        return await(town.stores.catalogue().entries(List.of(NEWS))).get(0).opened();
    }
}
