package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a process does for a bot, on a store whose claims take as long as the test wants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShiftTest {
    private static final long LATE = 9;

    private final Stage stage = new Stage();
    private final HandClock clock = new HandClock();
    private final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
    private final People people = new People(1);
    private final Stores real = Stores.in(stage.mongo);
    /** Claims from now on wait for it; null where they are made at once. */
    private final AtomicReference<Promise<Void>> slow = new AtomicReference<>();

    private final AtomicInteger waiting = new AtomicInteger();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_claim_that_knows_the_newer_of_two_messages_only_comes_before_both_are_handed_out() {
        start();
        accept(1);
        until(() -> finished(1));
        telegram.slow = true;
        accept(2);
        until(() -> telegram.asked.contains("news:2 1"));
        Promise<Void> release = Promise.promise();
        slow.set(release);
        until(() -> waiting.get() == 1);

        people.handOutOnce(LATE, List.of("news:1", "news:2"));
        telegram.slow = false;
        until(() -> !finished(1));
        stage.pass(clock, Duration.ofSeconds(3));
        slow.set(null);
        stage.onLoop(release::complete);
        until(() -> telegram.sent.contains("news:2 9"));
        assertThat(telegram.sent.stream().filter(call -> call.endsWith(" " + LATE)))
                .containsExactly("news:1 9", "news:2 9");
    }

    private void start() {
        DeliveryStore deliveries = (DeliveryStore)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, this::slowly);
        Stores stores = new Stores(
                real.sources(),
                real.catalogue(),
                deliveries,
                real.corrections(),
                real.ledger(),
                real.leases(),
                real.troubles());
        Line line = new Line(Town.BOT, telegram, Tempo.FREE);
        OutboxMetrics metrics = new OutboxMetrics(new SimpleMeterRegistry());
        stage.onLoop(() -> new Shift(Town.BOT, 1, line, stores, Map.of("news", people), metrics, clock, clock).start());
    }

    private Object slowly(Object proxy, Method method, Object[] given) throws ReflectiveOperationException {
        Promise<Void> release = slow.get();
        if (release == null || !method.getName().equals("claim") || ((Collection<?>) given[2]).isEmpty()) {
            return method.invoke(real.deliveries(), given);
        }
        waiting.incrementAndGet();
        return release.future().compose(done -> {
            try {
                return (Future<?>) method.invoke(real.deliveries(), given);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(method.getName(), e);
            }
        });
    }

    private void accept(int number) {
        await(real.sources().add(Town.news(number), clock.instant().toString()));
    }

    private boolean finished(int number) {
        return stage.document("outbox_sources", "news:" + number).getBoolean("finished");
    }

    private void until(Callable<Boolean> condition) {
        Awaitility.await().until(() -> {
            stage.pass(clock, Duration.ofSeconds(1));
            return condition.call();
        });
    }
}
