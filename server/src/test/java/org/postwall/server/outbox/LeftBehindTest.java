package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.store.StoreFailure;

/** Deliveries that are claimed while nobody sends them: the store did what it was asked, and no answer came, or late. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeftBehindTest {
    private static final String BOT = "42";
    private static final String SOURCE = "news:1";
    private static final Set<Long> NOBODY = Set.of();

    private final Stage stage = new Stage();
    private final HandClock clock = new HandClock();
    private final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
    private final Stores stores = Stores.in(stage.mongo);
    private final DeliveryStore store = stores.deliveries();
    private final AtomicInteger claims = new AtomicInteger();
    private final AtomicBoolean losing = new AtomicBoolean();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_claim_of_the_past_that_comes_after_the_take_over_is_sent_again() {
        start(2, Guarantee.AT_LEAST_ONCE);
        add(1);
        claim(1);
        stage.pass(clock, Duration.ofSeconds(4));
        counted(State.SENDING);
        stage.pass(clock, Duration.ofSeconds(2));
        counted(State.SENT);
        assertThat(attempts(1)).as("whoever claimed it may have sent it").isEqualTo(2);
    }

    @Test
    void and_is_unknown_where_nobody_may_get_it_twice() {
        start(2, Guarantee.AT_MOST_ONCE);
        add(1);
        claim(1);
        stage.pass(clock, Duration.ofSeconds(6));
        counted(State.UNKNOWN);
        assertThat(telegram.asked).isEmpty();
    }

    @Test
    void a_claim_without_an_answer_never_left_so_that_it_is_sent_whatever_was_promised() {
        add(1);
        losing.set(true);
        start(2, Guarantee.AT_MOST_ONCE);
        stage.pass(clock, Duration.ofSeconds(1));
        counted(State.SENT);
        assertThat(telegram.sent).containsExactly("news:1 1");
        assertThat(attempts(1)).isOne();
    }

    @Test
    void and_so_is_one_that_comes_later_still() {
        start(2, Guarantee.AT_MOST_ONCE);
        add(1);
        claim(2);
        stage.pass(clock, Duration.ofSeconds(6));
        counted(State.SENT);
    }

    @Test
    void what_is_on_its_way_is_left_alone() {
        telegram.slow = true;
        add(1);
        start(2, Guarantee.AT_LEAST_ONCE);
        Awaitility.await().until(() -> telegram.asked.size() == 1);
        stage.pass(clock, Duration.ofSeconds(20));
        counted(State.SENDING);
        telegram.answerAll();
        counted(State.SENT);
        assertThat(telegram.asked).hasSize(1);
    }

    @Test
    void a_word_on_an_earlier_attempt_that_comes_late_changes_nothing() {
        add(1);
        Claim first = claim(2).get(0);
        await(store.settle(2, List.of(Outcome.again(first, clock.instant(), Cause.NO_ANSWER, "no connection"))));
        claim(2);
        await(store.settle(2, List.of(Outcome.again(first, clock.instant(), Cause.NO_ANSWER, "no connection"))));
        counted(State.SENDING);
    }

    private void start(long fence, Guarantee guarantee) {
        Line line = new Line(BOT, telegram, Tempo.FREE);
        DeliveryStore overheard = (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, this::overheard);
        Dispatcher dispatcher = new Dispatcher(
                BOT, fence, overheard, line, new Nowhere(), new OutboxMetrics(new SimpleMeterRegistry()), clock, clock);
        stage.onLoop(() -> {
            dispatcher.start();
            // The source may be younger than the dispatcher.
            dispatcher.promise(guarantee == Guarantee.AT_MOST_ONCE ? List.of(SOURCE) : List.of());
            dispatcher.send(new Sending(SOURCE, guarantee, FakeTelegram.text(SOURCE), 0));
        });
        Awaitility.await().until(() -> claims.get() > 0);
    }

    /** The same store; it is known how many claims were answered, and the answer of one may be lost. */
    private Object overheard(Object proxy, Method method, Object[] given) throws ReflectiveOperationException {
        Object answer = method.invoke(store, given);
        if (!method.getName().equals("claim") || ((Collection<?>) given[2]).isEmpty()) {
            return answer;
        }
        Future<?> claim = (Future<?>) answer;
        return (losing.getAndSet(false)
                        ? claim.transform(made -> Future.failedFuture(new StoreFailure("no answer")))
                        : claim)
                .onComplete(made -> claims.incrementAndGet());
    }

    private void add(long chat) {
        await(store.add(BOT, SOURCE, 1, List.of(chat)));
    }

    private List<Claim> claim(long fence) {
        List<Claim> claims = await(store.claim(BOT, fence, List.of(SOURCE), NOBODY, 100, clock.instant()));
        assertThat(claims).hasSize(1);
        return claims;
    }

    private void counted(State state) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(await(stores.ledger().counts(List.of(SOURCE))))
                        .isEqualTo(Map.of(SOURCE, Map.of(state, 1L))));
    }

    private int attempts(long chat) {
        JsonObject delivery = stage.document("deliveries", SOURCE + "/" + chat);
        return delivery.getInteger("attempts");
    }

    /** Nobody becomes unreachable here. */
    private static final class Nowhere implements Reach {
        @Override
        public Future<Void> unreachable(long chat, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public Future<Void> moved(long from, long to) {
            throw new AssertionError(from + " to " + to);
        }
    }
}
