package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.Refused;

/** Telegram doesn't know the bot's token any more. */
class NewTokenTest extends InTown {
    private final Refused unknown = new Refused("sendMessage", 401, "Unauthorized", 0);

    @Test
    void nothing_is_lost_and_all_goes_on_with_another_token() {
        House house = town.house(300);
        house.telegram.failing = call -> unknown;
        house.accept(Town.news(1));
        town.until(() -> house.report(NEWS).trouble() != null);
        town.pass(Duration.ofMinutes(1));
        assertThat(house.telegram.asked).as("only what was on its way together").hasSizeLessThanOrEqualTo(120);
        assertThat(town.counts(NEWS)).isEqualTo(Map.of(State.QUEUED, 300L));
        FakeTelegram fresh = replaced(house);
        town.finished(NEWS, Map.of(State.SENT, 300L));
        assertThat(fresh.sent).hasSize(300).doesNotHaveDuplicates();
        assertThat(town.delivery(NEWS, 7).getInteger("attempts")).isOne();
    }

    @Test
    void whichever_server_has_the_bot_then_uses_it() {
        House first = town.house(300);
        House second = town.house(300);
        first.telegram.failing = call -> unknown;
        second.telegram.failing = call -> unknown;
        first.accept(Town.news(1));
        town.until(() -> first.report(NEWS).trouble() != null);
        House owner = first.telegram.asked.isEmpty() ? second : first;
        House other = owner == first ? second : first;
        FakeTelegram fresh = replaced(other);
        town.pass(Duration.ofSeconds(5));
        assertThat(fresh.asked).as("it isn't its turn").isEmpty();
        owner.die();
        town.finished(NEWS, Map.of(State.SENT, 300L));
        assertThat(fresh.sent).hasSize(300);
        assertThat(other.telegram.asked).isEmpty();
    }

    @Test
    void what_the_old_token_is_answered_late_stops_nothing() {
        House house = town.house(3);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 3);
        FakeTelegram fresh = replaced(house);
        house.telegram.failing = call -> unknown;
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(fresh.sent).containsExactlyInAnyOrderElementsOf(List.of("news:1 1", "news:1 2", "news:1 3"));
        assertThat(house.report(NEWS).trouble()).isNull();
    }

    private FakeTelegram replaced(House house) {
        FakeTelegram fresh = new FakeTelegram(town.stage::onLoop);
        town.stage.onLoop(() -> house.outbox.serve(Town.BOT, fresh, Tempo.FREE));
        return fresh;
    }
}
