package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.Refused;

class UnreachableTest extends InTown {
    @Test
    void who_blocked_the_bot_costs_one_call_whatever_waits_for_him() {
        endsWhatWaits(new Refused("sendMessage", 403, "Forbidden: bot was blocked by the user", 0));
    }

    @Test
    void a_chat_that_telegram_does_not_find_costs_one_call_too() {
        endsWhatWaits(new Refused("sendMessage", 400, "Bad Request: chat not found", 0));
    }

    private void endsWhatWaits(Refused refusal) {
        House house = town.house(2);
        house.telegram.slow = true;
        for (int number = 1; number <= 3; number++) {
            house.accept(Town.news(number));
        }
        town.until(() -> town.counts("news:3").equals(Map.of(State.QUEUED, 2L)));
        town.until(() -> house.telegram.asked.size() == 2);
        house.telegram.failing = call -> call.endsWith(" 2") ? refusal : null;
        house.telegram.slow = false;
        house.telegram.answerAll();
        for (int number = 1; number <= 3; number++) {
            town.finished("news:" + number, Map.of(State.SENT, 1L, State.FAILED, 1L));
            assertThat(town.delivery("news:" + number, 2).getString("reason")).contains(refusal.description());
        }
        assertThat(house.telegram.asked.stream().filter(call -> call.endsWith(" 2")))
                .containsExactly("news:1 2");
        assertThat(town.people.unreachable).containsExactly(2L);
        assertThat(town.delivery("news:2", 2).getInteger("attempts")).isZero();
    }

    @Test
    void who_left_gets_nothing_of_what_waits_for_him_and_the_others_all() {
        House house = town.house(2);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        house.accept(Town.news(2));
        town.until(() -> town.counts("news:2").equals(Map.of(State.QUEUED, 2L)));
        town.until(() -> house.telegram.asked.size() == 2);
        town.ask(() -> house.outbox.stop(Town.BOT, 2));
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished("news:2", Map.of(State.SENT, 1L, State.CANCELLED, 1L));
        town.finished("news:1", Map.of(State.SENT, 2L));
        assertThat(house.telegram.asked).doesNotContain("news:2 2");
    }
}
