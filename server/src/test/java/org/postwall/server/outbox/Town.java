package org.postwall.server.outbox;

import static org.postwall.server.RunningServer.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.postwall.server.store.MongoStore;

/** A bot, the people it writes to, and the servers that send for it. Time passes in all of them alike. */
final class Town implements AutoCloseable {
    static final String BOT = "42";

    final Stage stage;
    final Stores stores;
    final People people = new People(1200);
    private final List<House> houses = new ArrayList<>();

    Town(Stage stage) {
        this.stage = stage;
        this.stores = Stores.in(stage.mongo);
    }

    /** One more server. */
    House house() {
        House house = new House();
        house.begin();
        return house;
    }

    /** One more server, with all these people to write to. */
    House house(long many) {
        people.many = many;
        return house();
    }

    static Source news(int number) {
        return source(number, Guarantee.AT_LEAST_ONCE);
    }

    static Source once(int number) {
        return source(number, Guarantee.AT_MOST_ONCE);
    }

    private static Source source(int number, Guarantee guarantee) {
        return new Source("news:" + number, BOT, number, guarantee, text("news:" + number));
    }

    static JsonObject text(String text) {
        return new JsonObject().put("text", text);
    }

    boolean finished(String source) {
        return stage.document("outbox_sources", source).getBoolean("finished");
    }

    JsonObject delivery(String source, long chat) {
        return stage.document("deliveries", source + "/" + chat);
    }

    Map<State, Long> counts(String source) {
        return await(stores.ledger().counts(List.of(source))).getOrDefault(source, Map.of());
    }

    /** Waits for these counts. */
    void counted(String source, Map<State, Long> counts) {
        until(() -> counts(source).equals(counts));
    }

    /** Waits for these counts, and that nothing is left to do. */
    void finished(String source, Map<State, Long> counts) {
        counted(source, counts);
        until(() -> finished(source));
    }

    /** Waits while time passes. */
    void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            pass(Duration.ofSeconds(1));
            return condition.call();
        });
    }

    /** The store has time to answer meanwhile: a server isn't to think that it is away. */
    void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            await(stage.mongo.ping());
            stage.onLoop(() -> houses.forEach(house -> house.clock.pass(Duration.ofSeconds(1))));
        }
    }

    <T> T ask(Supplier<Future<T>> question) {
        return stage.ask(question);
    }

    @Override
    public void close() {
        houses.forEach(house -> await(house.mongo.close()));
        stage.close();
    }

    /** One server: time passes in it as long as it lives. */
    final class House {
        final HandClock clock = new HandClock();
        final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
        private final MongoStore mongo = stage.connect();
        final MeterRegistry registry = new SimpleMeterRegistry();
        final Outbox outbox = new Outbox(mongo, clock, clock, registry);

        private void begin() {
            houses.add(this);
            stage.onLoop(() -> {
                outbox.add(people);
                outbox.serve(BOT, telegram, Tempo.FREE);
            });
        }

        void accept(Source source) {
            ask(() -> outbox.accept(source));
        }

        /** Its event loop stands still from now on, and it has no store: what it asked last may come there all the same. */
        void die() {
            houses.remove(this);
            await(mongo.close());
        }

        boolean pause(String source) {
            return ask(() -> outbox.pause(source));
        }

        boolean resume(String source) {
            return ask(() -> outbox.resume(source));
        }

        boolean cancel(String source) {
            return ask(() -> outbox.cancel(source));
        }

        boolean recall(String source) {
            return ask(() -> outbox.recall(source));
        }

        boolean retry(String source) {
            return ask(() -> outbox.retry(source));
        }

        boolean edit(String source, String text) {
            return ask(() -> outbox.edit(source, text(text)));
        }

        Report report(String source) {
            return ask(() -> outbox.reports(List.of(source))).get(0);
        }

        /** Sends a source to everybody, the first 120 of them; the rest waits, and the source is paused. */
        void sendHalf(Source source) {
            telegram.slow = true;
            accept(source);
            until(() -> telegram.asked.size() == 120);
            pause(source.id());
            pass(Duration.ofSeconds(2));
            telegram.answerAll();
            until(() -> counts(source.id()).getOrDefault(State.SENT, 0L) == 120);
            telegram.slow = false;
        }
    }
}
