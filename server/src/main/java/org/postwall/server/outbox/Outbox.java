package org.postwall.server.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;

/**
 * One message to many chats, with a row per recipient: sources go in here, and here is told how far they are. Call it on
 * the event loop it was made on.
 */
public final class Outbox {
    private static final List<Status> ON = List.of(Status.RUNNING, Status.PAUSED);

    private final String self = UUID.randomUUID().toString();
    private final Stores stores;
    private final Reports reports;
    private final Map<String, Producer> producers = new TreeMap<>();
    private final OutboxMetrics metrics;
    private final Clock clock;
    private final AlarmClock alarms;
    private final Map<String, Desk> desks = new TreeMap<>();

    /** Nothing is sent before producers and a bot are given to it. */
    public Outbox(Vertx vertx, MongoStore mongo, Clock clock, MeterRegistry registry) {
        this(mongo, clock, AlarmClock.of(vertx), registry);
    }

    Outbox(MongoStore mongo, Clock clock, AlarmClock alarms, MeterRegistry registry) {
        this.stores = Stores.in(mongo);
        this.reports = new Reports(stores);
        this.metrics = new OutboxMetrics(registry);
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Sends for this producer, too: told before the first bot. */
    public void add(Producer producer) {
        producers.put(producer.kind(), producer);
    }

    /**
     * Takes part in sending for a bot: this process does, or another that has it too. For a bot that it has already, this
     * is another way to Telegram: its token was replaced.
     *
     * @param bot its name in sources
     * @param telegram its way to Telegram, behind a flood gate
     * @param tempo how fast that gate lets it send
     */
    public void serve(String bot, Telegram telegram, Tempo tempo) {
        Desk known = desks.get(bot);
        if (known != null) {
            known.use(telegram, tempo);
            return;
        }
        Desk desk = new Desk(bot, self, telegram, tempo, stores, producers, metrics, clock, alarms);
        desks.put(bot, desk);
        desk.start();
    }

    /** Accepts a source, once: done when it is stored and nothing but a cancel can stop it. */
    public Future<Void> accept(Source source) {
        return stores.sources().add(source, clock.instant().toString()).onSuccess(stored -> wake());
    }

    /** Accepts what a producer has and the outbox hasn't, in its order: done when that is stored. */
    public Future<Void> gather(String bot, String kind) {
        return new Gathering(stores.sources(), clock)
                .gather(bot, producers.get(kind))
                .onSuccess(stored -> wake());
    }

    /** Sends nothing more of a source for now; false where it isn't running. */
    public Future<Boolean> pause(String source) {
        return change(source, List.of(Status.RUNNING), Status.PAUSED, true);
    }

    /** Goes on with a source; false where it isn't paused. */
    public Future<Boolean> resume(String source) {
        return change(source, List.of(Status.PAUSED), Status.RUNNING, true);
    }

    /** Calls off what hasn't left yet; false where nothing is left, or that was done before. */
    public Future<Boolean> cancel(String source) {
        return off(source, ON, Status.CANCELLED, true);
    }

    /** Calls off what hasn't left yet, and deletes what chats have where Telegram allows; false where that was done before. */
    public Future<Boolean> recall(String source) {
        return off(source, List.of(Status.RUNNING, Status.PAUSED, Status.CANCELLED), Status.RECALLED, false);
    }

    private Future<Boolean> off(String source, List<Status> from, Status to, boolean unfinished) {
        return change(source, from, to, unfinished)
                .compose(done -> done ? stores.corrections().cancel(source).map(true) : Future.succeededFuture(false));
    }

    /** Sends again what failed; false where the source is called off, or not there. */
    public Future<Boolean> retry(String source) {
        // Opened before, so that somebody sends it; and after, since it may have been finished in between.
        return stores.sources()
                .reopen(List.of(source))
                .compose(on -> on.isEmpty()
                        ? Future.succeededFuture(false)
                        : stores.corrections()
                                .retry(source)
                                .compose(done -> stores.sources().reopen(on))
                                .map(true)
                                .onSuccess(done -> wake()));
    }

    /** Gives a source another content: for those who have it, and those who don't yet; false where it is called off. */
    public Future<Boolean> edit(String source, JsonObject content) {
        return stores.sources().edit(source, content).onSuccess(done -> wake());
    }

    private Future<Boolean> change(String source, List<Status> from, Status to, boolean unfinished) {
        return stores.sources().change(source, from, to, unfinished).onSuccess(done -> wake());
    }

    /** How far these are; those that the outbox doesn't have are left out. */
    public Future<List<Report>> reports(Collection<String> sources) {
        return reports.of(sources);
    }

    /** Those that aren't finished, then the others, each the newest first. */
    public Future<List<Report>> newest(int most) {
        return reports.newest(most);
    }

    /** What is in the way of each bot that anybody sends for, in words; null where nothing is. */
    public Future<Map<String, String>> troubles() {
        return stores.troubles().all();
    }

    /** Deliveries of a source above a chat, ascending. */
    public Future<List<Delivery>> deliveries(String source, Optional<State> state, long after, int most) {
        return stores.ledger().list(source, state, after, most);
    }

    /** Where a chat's deliveries of these sources stand; those that were stopped for this chat aren't among them. */
    public Future<Map<String, State>> standing(Collection<String> sources, long chat) {
        return stores.ledger().standing(sources, chat);
    }

    /** The highest order of a bot's sources of one kind; 0 where there is none. */
    public Future<Long> last(String bot, String kind) {
        return stores.sources().last(bot, kind);
    }

    /** The highest order up to which all of a bot's sources of one kind are there and finished. */
    public Future<Long> settled(String bot, String kind) {
        return last(bot, kind)
                .compose(last -> stores.sources()
                        .open(bot)
                        .map(open -> open.stream()
                                .map(Open::source)
                                .filter(source -> source.kind().equals(kind))
                                .findFirst()
                                .map(source -> source.order() - 1)
                                .orElse(last)));
    }

    /** Sends nothing more to a chat that is open now: it left. What is sent later is its producer's decision. */
    public Future<Void> stop(String bot, long chat) {
        return stores.sources()
                .open(bot)
                .compose(open -> stores.corrections()
                        .stop(
                                open.stream().map(one -> one.source().id()).toList(),
                                chat,
                                State.CANCELLED,
                                "the chat left"));
    }

    /** Gives every bot up; done when nothing is on its way any more. */
    public Future<Void> stop() {
        return Future.join(desks.values().stream().map(Desk::stop).toList()).mapEmpty();
    }

    /** There may be something new. */
    public void wake() {
        desks.values().forEach(Desk::look);
    }
}
