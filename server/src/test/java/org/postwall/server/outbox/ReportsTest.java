package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

class ReportsTest extends InTown {
    @Test
    void it_is_told_how_many_stand_where_and_why_the_most_frequent_reason_first() {
        House house = town.house(10);
        house.telegram.failing = call -> switch (call) {
            case "news:1 1" -> NoAnswer.lost("sendMessage", "cut");
            case "news:1 2", "news:1 3" -> new Refused("sendMessage", 400, "Bad Request: no", 0);
            default -> null;
        };
        house.accept(Town.once(1));
        town.finished(NEWS, Map.of(State.SENT, 7L, State.FAILED, 2L, State.UNKNOWN, 1L));
        Report report = house.report(NEWS);
        assertThat(report.total()).isEqualTo(10);
        assertThat(report.finished()).isTrue();
        assertThat(report.status()).isEqualTo(Status.RUNNING);
        assertThat(report.counts()).isEqualTo(Map.of(State.SENT, 7L, State.FAILED, 2L, State.UNKNOWN, 1L));
        assertThat(report.reasons().get(0)).isEqualTo(new Reason("400 Bad Request: no", 2));
        assertThat(report.reasons().get(1).reason()).contains("no answer: cut");
        assertThat(report.rate()).isZero();
        assertThat(report.secondsLeft()).isEmpty();
        assertThat(report.trouble()).isNull();
    }

    @Test
    void the_rate_says_how_long_the_rest_takes() {
        House house = town.house(240);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 120);
        assertThat(house.report(NEWS).secondsLeft()).as("nobody knows").isEmpty();
        house.telegram.answerAll();
        town.until(() -> house.report(NEWS).rate() > 0);
        Report report = house.report(NEWS);
        assertThat(report.counts()).containsEntry(State.SENT, 120L);
        assertThat(report.secondsLeft()).isEqualTo(OptionalLong.of((long) Math.ceil(120 / report.rate())));
        house.pause(NEWS);
        assertThat(house.report(NEWS).rate()).isZero();
        assertThat(house.report(NEWS).secondsLeft()).isEmpty();
    }

    @Test
    void what_stands_still_has_no_rate_after_a_while() {
        House house = town.house(240);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 120);
        house.telegram.answerAll();
        town.until(() -> house.report(NEWS).rate() > 0);
        town.pass(Duration.ofSeconds(12));
        town.until(() -> house.report(NEWS).rate() == 0);
        assertThat(house.report(NEWS).secondsLeft()).isEmpty();
    }

    @Test
    void numbers_of_finished_sources_are_counted_once_and_again_when_they_were_opened() {
        House house = town.house(2);
        house.telegram.failing =
                call -> call.equals("news:1 2") ? new Refused("sendMessage", 400, "Bad Request: no", 0) : null;
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L, State.FAILED, 1L));
        Report first = house.report(NEWS);
        assertThat(kept().getJsonObject("counts"))
                .isEqualTo(new JsonObject().put("sent", 1).put("failed", 1));
        assertThat(house.report(NEWS)).isEqualTo(first);
        house.telegram.failing = call -> null;
        house.telegram.slow = true;
        house.retry(NEWS);
        assertThat(kept().fieldNames()).doesNotContain("counts", "reasons");
        assertThat(house.report(NEWS).finished()).isFalse();
        town.until(() -> house.telegram.asked.size() == 3);
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 2L));
        assertThat(house.report(NEWS).counts()).isEqualTo(Map.of(State.SENT, 2L));
        assertThat(house.report(NEWS).reasons()).isEmpty();
    }

    @Test
    void what_is_in_the_way_of_a_bot_is_told_by_every_server_and_goes_with_it() {
        House first = town.house(3);
        House second = town.house(3);
        Refused unknown = new Refused("sendMessage", 401, "Unauthorized", 0);
        first.telegram.failing = call -> unknown;
        second.telegram.failing = call -> unknown;
        first.accept(Town.news(1));
        for (House house : List.of(first, second)) {
            town.until(() -> house.report(NEWS).trouble() != null);
            assertThat(house.report(NEWS).trouble()).contains("401 Unauthorized");
            assertThat(town.ask(house.outbox::troubles)).containsOnlyKeys(Town.BOT);
        }
        House owner = first.telegram.asked.isEmpty() ? second : first;
        town.stage.onLoop(() -> owner.outbox.serve(Town.BOT, new FakeTelegram(town.stage::onLoop), Tempo.FREE));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        for (House house : List.of(first, second)) {
            town.until(() -> town.ask(house.outbox::troubles).get(Town.BOT) == null);
            assertThat(house.report(NEWS).trouble()).isNull();
        }
    }

    @Test
    void what_is_open_comes_before_what_is_finished_and_what_is_not_there_is_left_out() {
        House house = town.house(1);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L));
        house.telegram.slow = true;
        house.accept(Town.news(2));
        town.pass(Duration.ofSeconds(1));
        house.accept(Town.news(3));
        assertThat(town.ask(() -> house.outbox.newest(50)))
                .extracting(Report::id)
                .containsExactly("news:3", "news:2", "news:1");
        assertThat(town.ask(() -> house.outbox.newest(2)))
                .extracting(Report::id)
                .containsExactly("news:3", "news:2");
        assertThat(town.ask(() -> house.outbox.reports(List.of("news:9", NEWS))))
                .extracting(Report::id)
                .containsExactly(NEWS);
    }

    @Test
    void deliveries_are_listed_by_chat_whatever_their_state() {
        House house = town.house(10);
        house.telegram.failing =
                call -> call.equals("news:1 4") ? new Refused("sendMessage", 400, "Bad Request: no", 0) : null;
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 9L, State.FAILED, 1L));
        assertThat(listed(house, Optional.empty(), 2, 4)).containsExactly(3L, 4L, 5L, 6L);
        assertThat(listed(house, Optional.of(State.FAILED), 0, 4)).containsExactly(4L);
        assertThat(listed(house, Optional.of(State.FAILED), 4, 4)).isEmpty();
    }

    private List<Long> listed(House house, Optional<State> state, long after, int most) {
        return town.ask(() -> house.outbox.deliveries(NEWS, state, after, most)).stream()
                .map(Delivery::chat)
                .toList();
    }

    private JsonObject kept() {
        return town.stage.document("outbox_sources", NEWS);
    }
}
