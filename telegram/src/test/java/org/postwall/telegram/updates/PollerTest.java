package org.postwall.telegram.updates;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Await;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.ScriptedTelegram;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.HandMovedClock;
import org.telegram.telegrambots.meta.api.objects.Update;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PollerTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Integer> handled = new CopyOnWriteArrayList<>();
    private final Map<Integer, Promise<Void>> slow = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> failing = new ConcurrentHashMap<>();
    private ScriptedTelegram telegram;
    private BotApi api;
    private Inbox inbox;
    private Poller poller;

    @BeforeEach
    void open() {
        telegram = new ScriptedTelegram(vertx);
        api = new BotApi(vertx, telegram.address(), ScriptedTelegram.TOKEN);
        AlarmClock clock = AlarmClock.of(vertx);
        Patience patience = new Patience(3, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));
        inbox = new Inbox("bot", this::handle, patience, clock);
        poller = new Poller(vertx, api, inbox, List.of("message", "callback_query"), clock);
    }

    @AfterEach
    void close() {
        Await.result(poller.stop());
        telegram.close();
        Await.result(vertx.close());
    }

    private Future<Void> handle(Update update) {
        int id = update.getUpdateId();
        if (failing.merge(id, -1, Integer::sum) >= 0) {
            return Future.failedFuture("not yet");
        }
        Promise<Void> wait = slow.get(id);
        return (wait == null ? Future.<Void>succeededFuture() : wait.future()).onSuccess(done -> handled.add(id));
    }

    @Test
    void updates_are_handled_and_then_acknowledged() {
        telegram.message(10, 1, "a");
        telegram.message(11, 2, "b");
        poller.start();
        await().untilAsserted(() -> {
            assertThat(handled).containsExactly(10, 11);
            assertThat(telegram.unconfirmed()).isEmpty();
        });
        JsonObject first = telegram.received("getupdates").get(0).json();
        assertThat(first.containsKey("offset")).isFalse();
        assertThat(first.getJsonArray("allowed_updates")).containsExactly("message", "callback_query");
        assertThat(telegram.received("deletewebhook")).hasSize(1);
        assertThat(poller.health().trouble()).isEmpty();
        assertThat(poller.health().sinceLastContact()).isPresent();
    }

    @Test
    void an_update_is_not_acknowledged_before_it_is_handled_and_holds_up_no_other_chat() {
        slow.put(10, Promise.promise());
        telegram.message(10, 1, "slow");
        telegram.message(11, 2, "quick");
        poller.start();
        await().untilAsserted(() -> assertThat(handled).containsExactly(11));
        telegram.message(12, 3, "later");
        await().untilAsserted(() -> assertThat(handled).containsExactly(11, 12));
        assertThat(telegram.unconfirmed()).containsExactly(10, 11, 12);
        slow.get(10).complete();
        await().untilAsserted(() -> assertThat(telegram.unconfirmed()).isEmpty());
        assertThat(handled).containsExactly(11, 12, 10);
    }

    @Test
    void within_a_chat_everything_is_in_order() {
        slow.put(10, Promise.promise());
        telegram.message(10, 1, "first");
        telegram.message(11, 1, "second");
        telegram.message(12, 2, "elsewhere");
        poller.start();
        await().untilAsserted(() -> assertThat(handled).containsExactly(12));
        slow.get(10).complete();
        await().untilAsserted(() -> assertThat(handled).containsExactly(12, 10, 11));
    }

    @Test
    void an_update_that_fails_is_tried_again_before_the_next_of_its_chat() {
        failing.put(10, 2);
        telegram.message(10, 1, "fails twice");
        telegram.message(11, 1, "next");
        poller.start();
        await().untilAsserted(() -> assertThat(handled).containsExactly(10, 11));
        assertThat(poller.health().parked()).isZero();
    }

    @Test
    void an_update_that_keeps_failing_is_parked_and_its_chat_goes_on() {
        failing.put(10, 1000);
        telegram.message(10, 1, "poison");
        telegram.message(11, 1, "next");
        poller.start();
        await().untilAsserted(() -> {
            assertThat(handled).containsExactly(11);
            assertThat(telegram.unconfirmed()).isEmpty();
        });
        assertThat(inbox.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.updateId()).isEqualTo(10);
            assertThat(parked.chat()).isEqualTo(1);
            assertThat(parked.why()).contains("not yet");
        });
        assertThat(poller.health().parked()).isEqualTo(1);
    }

    @Test
    void an_update_that_can_not_be_read_spoils_no_other() {
        telegram.update(new JsonObject().put("update_id", 10).put("message", "what is this"));
        telegram.message(11, 1, "fine");
        poller.start();
        await().untilAsserted(() -> {
            assertThat(handled).containsExactly(11);
            assertThat(telegram.unconfirmed()).isEmpty();
        });
        assertThat(poller.health().parked()).isEqualTo(1);
    }

    @Test
    void a_redelivered_update_is_not_handled_twice() {
        String same = "{\"ok\":true,\"result\":[{\"update_id\":10,\"message\":{\"message_id\":1,\"date\":1,"
                + "\"chat\":{\"id\":1,\"type\":\"private\"},\"text\":\"a\"}}]}";
        telegram.next("getupdates", 200, same);
        telegram.next("getupdates", 200, same);
        telegram.next("getupdates", 200, same);
        telegram.message(11, 1, "b");
        poller.start();
        await().untilAsserted(() -> assertThat(telegram.unconfirmed()).isEmpty());
        assertThat(handled).containsExactly(10, 11);
    }

    @Test
    void lower_ids_after_a_silent_week_are_handled_too() {
        telegram.message(900_000, 1, "before");
        poller.start();
        await().untilAsserted(() -> assertThat(telegram.unconfirmed()).isEmpty());
        telegram.message(5, 1, "after");
        telegram.message(6, 1, "and on");
        await().untilAsserted(() -> {
            assertThat(handled).containsExactly(900_000, 5, 6);
            assertThat(telegram.unconfirmed()).isEmpty();
        });
    }

    @Test
    void telegrams_absence_is_outlived() {
        telegram.next("getupdates", 502, "<html>");
        telegram.next("getupdates", 200, null);
        telegram.next("deletewebhook", 500, "");
        telegram.message(10, 1, "a");
        poller.start();
        await().untilAsserted(() -> assertThat(handled).containsExactly(10));
        assertThat(poller.health().trouble()).isEmpty();
    }

    @Test
    void a_wrong_token_and_a_second_poller_are_named_in_the_health() {
        telegram.nextError("getupdates", 409, "Conflict: terminated by other getUpdates request");
        telegram.nextError("getupdates", 401, "Unauthorized");
        poller.start();
        await().untilAsserted(() -> assertThat(poller.health().trouble()).contains("another program"));
        await().untilAsserted(() -> assertThat(poller.health().trouble()).contains("BotFather"));
    }

    @Test
    void retry_after_is_obeyed() {
        telegram.nextFlood("getupdates", 1);
        long begin = System.nanoTime();
        poller.start();
        await().untilAsserted(() -> assertThat(telegram.received("getupdates")).hasSizeGreaterThan(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void it_stops_at_once_with_a_long_poll_in_flight_and_acknowledges_what_was_handled() {
        telegram.message(10, 1, "a");
        slow.put(10, Promise.promise());
        poller.start();
        await().untilAsserted(() -> assertThat(inbox.working()).isEqualTo(1));
        slow.get(10).complete();
        await().untilAsserted(() -> assertThat(telegram.polling()).isEqualTo(1));
        long begin = System.nanoTime();
        Await.result(poller.stop());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        await().untilAsserted(() -> assertThat(telegram.polling()).isZero());
    }

    @Test
    void what_was_handled_last_is_acknowledged_at_the_stop() {
        telegram.message(10, 1, "a");
        slow.put(10, Promise.promise());
        telegram.message(11, 2, "b");
        slow.put(11, Promise.promise());
        poller.start();
        await().untilAsserted(() -> assertThat(inbox.working()).isEqualTo(2));
        Future<Void> stopped = poller.stop();
        slow.get(10).complete();
        Await.result(stopped);
        assertThat(handled).containsExactly(10);
        assertThat(telegram.unconfirmed()).containsExactly(11);
    }

    @Test
    void it_stops_while_telegram_is_away() {
        for (int i = 0; i < 50; i++) {
            telegram.next("deletewebhook", 500, "");
        }
        poller.start();
        await().untilAsserted(() ->
                assertThat(telegram.received("deletewebhook").size()).isGreaterThan(1));
        Await.result(poller.stop().timeout(1, SECONDS));
    }

    @Test
    void when_trouble_is_over_the_health_says_so_without_waiting_for_an_update() {
        telegram.next("getupdates", 502, "");
        poller.start();
        await().untilAsserted(
                        () -> assertThat(telegram.received("getupdates").size()).isGreaterThan(1));
        await().untilAsserted(() -> assertThat(poller.health().trouble()).isEmpty());
    }

    @Test
    void a_poller_that_is_told_to_wait_long_is_not_overdue_and_one_that_never_began_is() {
        HandMovedClock clock = new HandMovedClock();
        Poller waiting = new Poller(vertx, api, inbox, List.of("message"), clock);
        clock.move(Duration.ofSeconds(100));
        assertThat(waiting.health().overdue()).isEqualTo(Duration.ofSeconds(100));
        telegram.nextFlood("getupdates", 300);
        waiting.start();
        await().untilAsserted(() -> assertThat(clock.alarms()).isEqualTo(1));
        clock.move(Duration.ofSeconds(299));
        assertThat(waiting.health().overdue()).isEqualTo(Duration.ZERO);
        Await.result(waiting.stop());
    }
}
