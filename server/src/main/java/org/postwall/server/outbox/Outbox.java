package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;

/**
 * One message to many chats, with a row per recipient: sources go in here, and here is told how far they are. Call it on
 * the event loop it was made on.
 */
public final class Outbox {
    private final String self = UUID.randomUUID().toString();
    private final DeliveryStore deliveries;
    private final SourceStore sources;
    private final LeaseStore leases;
    private final Map<String, Producer> producers;
    private final Clock clock;
    private final AlarmClock alarms;
    private final List<Desk> desks = new ArrayList<>();

    /** Nothing is sent before a bot is given to it. */
    public Outbox(Vertx vertx, MongoStore mongo, List<Producer> producers, Clock clock) {
        this(mongo, producers, clock, AlarmClock.of(vertx));
    }

    Outbox(MongoStore mongo, List<Producer> producers, Clock clock, AlarmClock alarms) {
        this.deliveries = new MongoDeliveryStore(mongo);
        this.sources = new MongoSourceStore(mongo);
        this.leases = new MongoLeaseStore(mongo);
        this.producers = producers.stream().collect(Collectors.toMap(Producer::kind, Function.identity()));
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * Takes part in sending for a bot: this process does, or another that has it too.
     *
     * @param bot its name in sources
     * @param telegram its way to Telegram, behind a flood gate
     */
    public void serve(String bot, Telegram telegram) {
        Desk desk = new Desk(bot, self, telegram, sources, deliveries, leases, producers, clock, alarms);
        desks.add(desk);
        desk.start();
    }

    /** Accepts a source, once: done when it is stored and nothing but a cancel can stop it. */
    public Future<Void> accept(Source source) {
        return sources.add(source).onSuccess(stored -> wake());
    }

    /** Sends nothing more of a source for now; false where it isn't running. */
    public Future<Boolean> pause(String source) {
        return sources.change(source, Status.RUNNING, Status.PAUSED).onSuccess(done -> wake());
    }

    /** Goes on with a source; false where it isn't paused. */
    public Future<Boolean> resume(String source) {
        return sources.change(source, Status.PAUSED, Status.RUNNING).onSuccess(done -> wake());
    }

    /** Calls off what hasn't left yet; false where that was done before. */
    public Future<Boolean> cancel(String source) {
        return sources.change(source, Status.RUNNING, Status.CANCELLED)
                .compose(done ->
                        done ? Future.succeededFuture(true) : sources.change(source, Status.PAUSED, Status.CANCELLED))
                .compose(done -> deliveries.cancel(source).map(done))
                .onSuccess(done -> wake());
    }

    /** How many deliveries of a source stand where. */
    public Future<Map<State, Long>> counts(String source) {
        return deliveries.counts(source);
    }

    /** Gives every bot up; done when nothing is on its way any more. */
    public Future<Void> stop() {
        return Future.join(desks.stream().map(Desk::stop).toList()).mapEmpty();
    }

    private void wake() {
        desks.forEach(Desk::look);
    }
}
