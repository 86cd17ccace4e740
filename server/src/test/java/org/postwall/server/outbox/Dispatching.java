package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;

/** Tests of a dispatcher over a real store, before a Telegram that answers what it is told to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class Dispatching {
    static final String BOT = "42";
    static final String FIRST = "broadcast:1";
    static final String SECOND = "broadcast:2";

    final Stage stage = new Stage();
    final HandClock clock = new HandClock();
    final FakeTelegram telegram = new FakeTelegram(stage::onLoop);
    final Line line = new Line(BOT, telegram, Tempo.FREE);
    final Stores stores = Stores.in(stage.mongo);
    final DeliveryStore store = stores.deliveries();
    final OutboxMetrics metrics = new OutboxMetrics(new SimpleMeterRegistry());
    final Unreachable unreachable = new Unreachable();

    @AfterEach
    void close() {
        stage.close();
    }

    Dispatcher dispatcher(long fence, Sending... sources) {
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

    void add(String source, long order, List<Long> chats) {
        await(store.add(BOT, source, order, chats));
    }

    void counted(String source, Map<State, Long> counts) {
        Awaitility.await().untilAsserted(() -> assertThat(counts(source)).isEqualTo(counts));
    }

    Map<State, Long> counts(String source) {
        return await(stores.ledger().counts(List.of(source))).getOrDefault(source, Map.of());
    }

    void asked(String... calls) {
        Awaitility.await().untilAsserted(() -> assertThat(telegram.asked).containsExactlyInAnyOrder(calls));
    }

    JsonObject delivery(String source, long chat) {
        return stage.document("deliveries", source + "/" + chat);
    }

    static Sending sending(String source) {
        return new Sending(source, Guarantee.AT_LEAST_ONCE, FakeTelegram.text(source), 0);
    }

    static Sending once(String source) {
        return new Sending(source, Guarantee.AT_MOST_ONCE, FakeTelegram.text(source), 0);
    }

    /** What was told of chats; done with a chat when the test says so. */
    static final class Unreachable implements Reach {
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
