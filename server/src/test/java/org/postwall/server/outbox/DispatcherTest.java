package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.NoAnswer;

/** What leaves, in which order, and how much at once. */
class DispatcherTest extends Dispatching {
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
}
