package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

/** A dispatcher over a real store, before a Telegram that answers what it is told to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DispatcherTest {
    private static final String BOT = "42";
    private static final String FIRST = "broadcast:1";
    private static final String SECOND = "broadcast:2";

    private final Stage stage = new Stage();
    private final HandClock clock = new HandClock();
    private final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
    private final Line line = new Line(BOT, telegram, Tempo.FREE);
    private final Stores stores = Stores.in(stage.mongo);
    private final DeliveryStore store = stores.deliveries();
    private final OutboxMetrics metrics = new OutboxMetrics(new SimpleMeterRegistry());
    private final Unreachable unreachable = new Unreachable();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everybody_gets_it_once_and_it_is_known_what_telegram_called_it() {
        add(FIRST, 1, LongStream.rangeClosed(1, 500).boxed().toList());
        add(FIRST, 1, List.of(7L));
        dispatcher(1, sending(FIRST));
        counted(FIRST, Map.of(State.SENT, 500L));
        assertThat(telegram.sent).hasSize(500).doesNotHaveDuplicates();
        assertThat(delivery(FIRST, 7).getLong("messageId")).isEqualTo(1007);
        assertThat(delivery(FIRST, 7).getInteger("attempts")).isOne();
        assertThat(delivery(FIRST, 7).containsKey("fence")).isFalse();
    }

    @Test
    void a_chat_gets_the_next_only_when_it_is_known_what_became_of_the_last() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(1L, 2L));
        dispatcher(1, sending(FIRST), sending(SECOND));
        asked("broadcast:1 1", "broadcast:2 2");
        telegram.answer("broadcast:1 1", Future.succeededFuture());
        asked("broadcast:1 1", "broadcast:2 2", "broadcast:2 1");
    }

    @Test
    void nothing_is_claimed_before_all_that_was_claimed_has_left_however_fast_the_store_is() {
        List<Claim> batch = List.of(new Claim(FIRST, 1, 1, 1), new Claim(FIRST, 2, 1, 1));
        List<Integer> sentBefore = new CopyOnWriteArrayList<>();
        DeliveryStore fast = (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, given) -> {
                    switch (method.getName()) {
                        case "claim" -> {
                            sentBefore.add(telegram.sent.size());
                            return Future.succeededFuture(sentBefore.size() == 1 ? batch : List.of());
                        }
                        case "retrying" -> {
                            return Future.succeededFuture(Set.of());
                        }
                        default -> {
                            return Future.succeededFuture();
                        }
                    }
                });
        Dispatcher dispatcher = new Dispatcher(BOT, 1, fast, line, unreachable, metrics, clock, clock);
        stage.onLoop(() -> {
            dispatcher.send(sending(FIRST));
            dispatcher.start();
        });
        assertThat(sentBefore).startsWith(0, 2);
    }

    @Test
    void nothing_overtakes_what_is_tried_again() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(1L));
        dispatcher(1, sending(FIRST), sending(SECOND));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(NoAnswer.notSent("sendMessage", "no connection")));
        counted(FIRST, Map.of(State.RETRY, 1L));
        stage.pass(clock, Duration.ofSeconds(1));
        assertThat(telegram.asked).containsExactly("broadcast:1 1");
        stage.pass(clock, Duration.ofSeconds(2));
        asked("broadcast:1 1", "broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.succeededFuture());
        asked("broadcast:1 1", "broadcast:1 1", "broadcast:2 1");
        counted(FIRST, Map.of(State.SENT, 1L));
        assertThat(delivery(FIRST, 1).getInteger("attempts")).isEqualTo(2);
        assertThat(delivery(FIRST, 1).containsKey("reason")).isFalse();
    }

    @Test
    void a_send_without_answer_is_unknown_where_nobody_may_get_it_twice() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(2L));
        dispatcher(1, once(FIRST), sending(SECOND));
        asked("broadcast:1 1", "broadcast:2 2");
        Future<Void> silence = Future.failedFuture(NoAnswer.lost("sendMessage", "cut"));
        telegram.answer("broadcast:1 1", silence);
        telegram.answer("broadcast:2 2", silence);
        counted(FIRST, Map.of(State.UNKNOWN, 1L));
        counted(SECOND, Map.of(State.RETRY, 1L));
        assertThat(delivery(FIRST, 1).getString("reason")).contains("no answer: cut");
    }

    @Test
    void what_a_dead_owner_left_is_sent_again_or_unknown_as_its_source_promises() {
        add(FIRST, 1, List.of(1L, 2L));
        add(SECOND, 2, List.of(3L));
        await(store.claim(BOT, 1, List.of(FIRST, SECOND), Set.of(), 100, clock.instant()));
        dispatcher(2, once(FIRST), sending(SECOND));
        counted(FIRST, Map.of(State.UNKNOWN, 2L));
        counted(SECOND, Map.of(State.SENT, 1L));
        assertThat(telegram.sent).containsExactly("broadcast:2 3");
        assertThat(delivery(SECOND, 3).getInteger("attempts"))
                .as("the lost one shows")
                .isEqualTo(2);
    }

    @Test
    void what_an_owner_of_the_past_still_writes_changes_nothing() {
        add(FIRST, 1, List.of(1L));
        Claim old = await(store.claim(BOT, 1, List.of(FIRST), Set.of(), 100, clock.instant()))
                .get(0);
        await(store.recover(BOT, 2, List.of(), Set.of(1L)));
        await(store.claim(BOT, 2, List.of(FIRST), Set.of(), 100, clock.instant()));
        await(store.settle(1, List.of(Outcome.sent(old, 5, 0))));
        assertThat(counts(FIRST)).isEqualTo(Map.of(State.SENDING, 1L));
        await(store.recover(BOT, 2, List.of(), Set.of(1L)));
        assertThat(counts(FIRST)).as("its own is no leftover").isEqualTo(Map.of(State.SENDING, 1L));
    }

    @Test
    void an_unknown_token_stops_the_bot_and_loses_nothing() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 401, "Unauthorized", 0)));
        counted(FIRST, Map.of(State.QUEUED, 1L));
        stage.pass(clock, Duration.ofMinutes(1));
        assertThat(line.trouble()).contains("401 Unauthorized");
        assertThat(telegram.asked).hasSize(1);
        assertThat(delivery(FIRST, 1).getInteger("attempts"))
                .as("no fault of its own")
                .isZero();
    }

    @Test
    void with_a_new_token_it_goes_on() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        Dispatcher dispatcher = dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 401, "Unauthorized", 0)));
        counted(FIRST, Map.of(State.QUEUED, 1L));
        FakeTelegram fresh = new FakeTelegram(stage::onLoop);
        stage.onLoop(() -> {
            line.use(fresh, Tempo.FREE);
            dispatcher.wake();
        });
        counted(FIRST, Map.of(State.SENT, 1L));
        assertThat(fresh.sent).containsExactly("broadcast:1 1");
    }

    @Test
    void a_chat_that_cannot_be_reached_gets_nothing_before_that_is_known() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(1L));
        dispatcher(1, sending(FIRST), sending(SECOND));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 403, "Forbidden", 0)));
        Awaitility.await().until(() -> unreachable.chats.equals(List.of(1L)));
        stage.pass(clock, Duration.ofSeconds(3));
        assertThat(telegram.asked).hasSize(1);
        assertThat(delivery(FIRST, 1).getBoolean("stopped")).isTrue();
        stage.onLoop(unreachable.told::complete);
        asked("broadcast:1 1", "broadcast:2 1");
    }

    @Test
    void a_group_that_moved_gets_it_where_it_is_now() {
        telegram.slow = true;
        add(FIRST, 1, List.of(-1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 -1");
        telegram.answer(
                "broadcast:1 -1",
                Future.failedFuture(new Refused("sendMessage", 400, "group chat was upgraded", -1001L)));
        asked("broadcast:1 -1", "broadcast:1 -1001");
        telegram.answerAll();
        counted(FIRST, Map.of(State.SENT, 1L));
        assertThat(unreachable.moves).containsExactly("-1 -1001");
        assertThat(delivery(FIRST, -1)).isNull();
    }

    @Test
    void what_telegram_refuses_is_not_tried_again() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer(
                "broadcast:1 1",
                Future.failedFuture(new Refused("sendMessage", 403, "Forbidden: bot was blocked by the user", 0)));
        counted(FIRST, Map.of(State.FAILED, 1L));
        assertThat(delivery(FIRST, 1).getString("reason")).isEqualTo("403 Forbidden: bot was blocked by the user");
    }

    @Test
    void a_source_that_rests_is_not_sent_and_one_called_off_never() {
        telegram.slow = true;
        add(FIRST, 1, LongStream.rangeClosed(1, 300).boxed().toList());
        Dispatcher dispatcher = dispatcher(1, sending(FIRST));
        Awaitility.await().until(() -> telegram.asked.size() == 120);
        stage.onLoop(() -> dispatcher.rest(FIRST));
        telegram.answerAll();
        counted(FIRST, Map.of(State.SENT, 120L, State.QUEUED, 180L));
        assertThat(await(stores.corrections().cancel(FIRST))).isEqualTo(180);
        stage.onLoop(() -> dispatcher.send(sending(FIRST)));
        stage.pass(clock, Duration.ofSeconds(5));
        counted(FIRST, Map.of(State.SENT, 120L, State.CANCELLED, 180L));
        assertThat(telegram.asked).hasSize(120);
    }

    @Test
    void a_content_that_cannot_be_read_fails_by_itself() {
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(1L));
        Content broken = new Unreadable(new IllegalStateException("no such kind"));
        dispatcher(1, new Sending(FIRST, Guarantee.AT_LEAST_ONCE, broken, 0), sending(SECOND));
        counted(FIRST, Map.of(State.FAILED, 1L));
        counted(SECOND, Map.of(State.SENT, 1L));
        assertThat(delivery(FIRST, 1).getString("reason")).contains("no such kind");
    }

    @Test
    void a_slow_bot_takes_only_what_leaves_soon() {
        telegram.slow = true;
        stage.onLoop(() -> line.use(telegram, Tempo.of(30, 1, 3)));
        add(FIRST, 1, LongStream.rangeClosed(1, 100).boxed().toList());
        dispatcher(1, sending(FIRST));
        Awaitility.await().until(() -> telegram.asked.size() == 20);
        stage.pass(clock, Duration.ofSeconds(3));
        counted(FIRST, Map.of(State.SENDING, 20L, State.QUEUED, 80L));
    }

    @Test
    void a_chat_that_got_much_rests_and_others_go_on() {
        stage.onLoop(() -> line.use(telegram, Tempo.of(30, 1, 3)));
        for (int i = 1; i <= 6; i++) {
            add("broadcast:" + i, i, i == 6 ? List.of(1L, 2L) : List.of(1L));
        }
        dispatcher(
                1,
                IntStream.rangeClosed(1, 6)
                        .mapToObj(i -> sending("broadcast:" + i))
                        .toArray(Sending[]::new));
        Awaitility.await().until(() -> telegram.sent.size() == 4);
        assertThat(telegram.sent).contains("broadcast:3 1", "broadcast:6 2");
        for (int i = 4; i <= 6; i++) {
            stage.pass(clock, Duration.ofSeconds(1));
            String next = "broadcast:" + i + " 1";
            Awaitility.await().until(() -> telegram.sent.contains(next));
            assertThat(telegram.sent).hasSize(i + 1);
        }
    }

    @Test
    void a_stop_waits_for_what_is_on_its_way() {
        telegram.slow = true;
        add(FIRST, 1, IntStream.rangeClosed(1, 200).mapToObj(Long::valueOf).toList());
        Dispatcher dispatcher = dispatcher(1, sending(FIRST));
        Awaitility.await().until(() -> telegram.asked.size() == 120);
        Promise<Void> stopped = Promise.promise();
        stage.onLoop(() -> dispatcher.stop().onComplete(stopped));
        assertThat(stopped.future().isComplete()).isFalse();
        telegram.answerAll();
        await(stopped.future());
        counted(FIRST, Map.of(State.SENT, 120L, State.QUEUED, 80L));
    }

    private Dispatcher dispatcher(long fence, Sending... sources) {
        Dispatcher dispatcher = new Dispatcher(BOT, fence, store, line, unreachable, metrics, clock, clock);
        stage.onLoop(() -> {
            dispatcher.promise(Stream.of(sources)
                    .filter(sending -> sending.guarantee() == Guarantee.AT_MOST_ONCE)
                    .map(Sending::source)
                    .toList());
            dispatcher.start();
            Stream.of(sources).forEach(dispatcher::send);
        });
        return dispatcher;
    }

    private void add(String source, long order, List<Long> chats) {
        await(store.add(BOT, source, order, chats));
    }

    private void counted(String source, Map<State, Long> counts) {
        Awaitility.await().untilAsserted(() -> assertThat(counts(source)).isEqualTo(counts));
    }

    private Map<State, Long> counts(String source) {
        return await(stores.ledger().counts(List.of(source))).getOrDefault(source, Map.of());
    }

    private void asked(String... calls) {
        Awaitility.await().untilAsserted(() -> assertThat(telegram.asked).containsExactlyInAnyOrder(calls));
    }

    private JsonObject delivery(String source, long chat) {
        return stage.document("deliveries", source + "/" + chat);
    }

    private static Sending sending(String source) {
        return new Sending(source, Guarantee.AT_LEAST_ONCE, FakeTelegram.text(source), 0);
    }

    private static Sending once(String source) {
        return new Sending(source, Guarantee.AT_MOST_ONCE, FakeTelegram.text(source), 0);
    }

    /** What was told of chats; done with a chat when the test says so. */
    private static final class Unreachable implements Reach {
        final List<Long> chats = new CopyOnWriteArrayList<>();
        final List<String> moves = new CopyOnWriteArrayList<>();
        final Promise<Void> told = Promise.promise();

        @Override
        public Future<Void> unreachable(long chat, String reason) {
            chats.add(chat);
            return told.future();
        }

        @Override
        public Future<Void> moved(long from, long to) {
            moves.add(from + " " + to);
            return Future.succeededFuture();
        }
    }
}
