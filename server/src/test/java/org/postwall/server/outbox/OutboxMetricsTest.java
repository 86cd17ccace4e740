package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

/** What a server publishes about its part of the sending. */
class OutboxMetricsTest extends InTown {
    @Test
    void each_delivery_counts_once_by_what_became_of_it() {
        House house = town.house(9);
        house.telegram.failing = call -> switch (call) {
            case "news:1 1", "news:1 2" -> new Refused("sendMessage", 403, "Forbidden: bot was blocked", 0);
            case "news:1 3" -> new Refused("sendMessage", 400, "Bad Request: can't parse entities", 0);
            default -> null;
        };
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 6L, State.FAILED, 3L));
        assertThat(settled(house, "sent", "none")).isEqualTo(6);
        assertThat(settled(house, "failed", "unreachable")).isEqualTo(2);
        assertThat(settled(house, "failed", "refused")).isEqualTo(1);
        assertThat(all(house)).isEqualTo(9);
    }

    @Test
    void without_an_answer_it_is_tried_again_or_unknown_as_its_source_promises() {
        House house = town.house(2);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        house.accept(Town.once(2));
        town.until(() -> house.telegram.asked.size() == 2);
        Future<Void> silence = Future.failedFuture(NoAnswer.lost("sendMessage", "cut"));
        house.telegram.answer("news:1 1", silence);
        house.telegram.answer("news:1 2", Future.succeededFuture());
        town.until(() -> house.telegram.asked.contains("news:2 2"));
        house.telegram.answer("news:2 2", silence);
        town.until(() -> house.telegram.asked("news:1 1").size() == 2);
        house.telegram.slow = false;
        house.telegram.answerAll();
        town.finished("news:2", Map.of(State.SENT, 1L, State.UNKNOWN, 1L));
        assertThat(settled(house, "retry", "no_answer")).isEqualTo(1);
        assertThat(settled(house, "unknown", "no_answer")).isEqualTo(1);
        assertThat(settled(house, "sent", "none")).isEqualTo(3);
    }

    @Test
    void what_got_no_answer_to_the_last_try_and_what_cannot_be_read_fail_for_reasons_of_their_own() {
        House house = town.house(1);
        Judge judge = new Judge(house.clock);
        Throwable silence = NoAnswer.notSent("sendMessage", "no connection");
        Outcome last = judge.judge(new Claim(NEWS, 1, 1, 12), Guarantee.AT_LEAST_ONCE, silence);
        assertThat(List.of(last.state(), last.cause())).containsExactly(State.FAILED, Cause.NO_ANSWER);
        house.accept(new Source(NEWS, Town.BOT, 1, Guarantee.AT_LEAST_ONCE, new JsonObject()));
        town.finished(NEWS, Map.of(State.FAILED, 1L));
        assertThat(settled(house, "failed", "internal")).isEqualTo(1);
        assertThat(all(house)).isEqualTo(1);
    }

    @Test
    void what_is_on_its_way_is_in_flight_until_it_is_known_what_became_of_it() {
        House house = town.house(50);
        house.telegram.slow = true;
        house.accept(Town.news(1));
        town.until(() -> house.telegram.asked.size() == 50);
        assertThat(gauge(house, "in.flight")).isEqualTo(50);
        assertThat(gauge(house, "sources.running")).isEqualTo(1);
        house.telegram.answerAll();
        town.finished(NEWS, Map.of(State.SENT, 50L));
        town.until(() -> gauge(house, "in.flight") == 0 && gauge(house, "sources.running") == 0);
    }

    @Test
    void copies_that_are_edited_and_deleted_count_apart_from_deliveries() {
        House house = town.house(3);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        house.telegram.failing = call -> call.endsWith("new 1") || call.equals("delete 1002 2")
                ? new Refused("editMessageText", 400, "Bad Request: message can't be edited", 0)
                : null;
        house.edit(NEWS, "new");
        town.until(() -> corrected(house, "edit", "done") == 2 && corrected(house, "edit", "failed") == 1);
        town.until(() -> town.finished(NEWS));
        house.recall(NEWS);
        town.until(() -> corrected(house, "deletion", "done") == 2 && corrected(house, "deletion", "failed") == 1);
        assertThat(all(house)).isEqualTo(3);
    }

    @Test
    void a_correction_without_an_answer_is_tried_again() {
        House house = town.house(1);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L));
        house.telegram.failing = call -> NoAnswer.notSent("editMessageText", "no connection");
        house.edit(NEWS, "new");
        town.until(() -> corrected(house, "edit", "retry") > 0);
        assertThat(corrected(house, "edit", "done")).isZero();
    }

    @Test
    void a_group_that_moved_is_not_in_flight_for_ever() {
        House house = town.house(0);
        town.people.audiences.put(NEWS, List.of(-1L));
        house.telegram.failing = call ->
                call.endsWith(" -1") ? new Refused("sendMessage", 400, "group chat was upgraded", -1001L) : null;
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 1L));
        town.until(() -> gauge(house, "in.flight") == 0);
        assertThat(all(house)).as("the move is no ending").isEqualTo(1);
    }

    @Test
    void a_bot_whose_token_telegram_does_not_know_is_stopped_until_there_is_another() {
        House house = town.house(3);
        house.telegram.failing = call -> new Refused("sendMessage", 401, "Unauthorized", 0);
        house.accept(Town.news(1));
        town.until(() -> gauge(house, "bots.stopped") == 1);
        town.until(() -> settled(house, "queued", "none") == 3);
        assertThat(gauge(house, "sources.running")).isEqualTo(1);
        FakeTelegram fresh = new FakeTelegram(town.stage::onLoop);
        town.stage.onLoop(() -> house.outbox.serve(Town.BOT, fresh, Tempo.FREE));
        assertThat(gauge(house, "bots.stopped")).isZero();
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(gauge(house, "bots.owned")).isEqualTo(1);
    }

    @Test
    void all_servers_together_own_a_bot_once_whether_its_owner_stops_or_dies() {
        House first = town.house(1);
        town.until(() -> gauge(first, "bots.owned") == 1);
        House second = town.house();
        town.ask(() -> first.outbox.stop());
        assertThat(gauge(first, "bots.owned")).isZero();
        town.until(() -> gauge(second, "bots.owned") == 1);
        second.die();
        House third = town.house();
        town.until(() -> gauge(third, "bots.owned") == 1);
        assertThat(List.of(takeovers(first, "nobody"), takeovers(second, "nobody"), takeovers(third, "nobody")))
                .containsExactly(1.0, 1.0, 0.0);
        assertThat(List.of(takeovers(first, "dead"), takeovers(second, "dead"), takeovers(third, "dead")))
                .containsExactly(0.0, 0.0, 1.0);
    }

    @Test
    void a_stopped_bot_is_counted_by_its_owner_only() {
        House house = town.house(1);
        house.telegram.failing = call -> new Refused("sendMessage", 401, "Unauthorized", 0);
        house.accept(Town.news(1));
        town.until(() -> gauge(house, "bots.stopped") == 1);
        town.ask(() -> house.outbox.stop());
        assertThat(gauge(house, "bots.stopped")).isZero();
        assertThat(gauge(house, "sources.running")).isZero();
    }

    @Test
    void no_label_names_a_chat_a_source_or_a_bot() {
        House house = town.house(3);
        house.accept(Town.news(1));
        town.finished(NEWS, Map.of(State.SENT, 3L));
        assertThat(house.registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(meter -> assertThat(meter.getName()).startsWith("postwall.outbox."))
                .flatExtracting(Meter.Id::getTags)
                .extracting("key")
                .isSubsetOf(Set.of("outcome", "reason", "from", "kind"));
        assertThat(house.registry.getMeters()).as("whatever is sent").hasSize(21);
    }

    private static double settled(House house, String outcome, String reason) {
        return house.registry
                .get("postwall.outbox.deliveries")
                .tags("outcome", outcome, "reason", reason)
                .counter()
                .count();
    }

    private static double corrected(House house, String kind, String outcome) {
        return house.registry
                .get("postwall.outbox.corrections")
                .tags("kind", kind, "outcome", outcome)
                .counter()
                .count();
    }

    private static double all(House house) {
        return house.registry.get("postwall.outbox.deliveries").counters().stream()
                .mapToDouble(one -> one.count())
                .sum();
    }

    private static double gauge(House house, String name) {
        return house.registry.get("postwall.outbox." + name).gauge().value();
    }

    private static double takeovers(House house, String from) {
        FunctionCounter counter = house.registry
                .get("postwall.outbox.takeovers")
                .tag("from", from)
                .functionCounter();
        return counter.count();
    }
}
