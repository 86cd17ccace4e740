package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process does for a bot as long as it owns it: it looks what is open, an {@link Expansion} makes deliveries, a
 * {@link Dispatcher} sends them, and an {@link Amender} edits and deletes. On one event loop.
 */
final class Shift implements Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String bot;
    private final long fence;
    private final Line line;
    private final Stores stores;
    private final Map<String, Producer> producers;
    private final OutboxMetrics metrics;
    private final AlarmClock alarms;
    private final Gathering gathering;
    private final Dispatcher dispatcher;
    private final Expansion expansion;
    private final Amender amender;
    /** What may be sent now, and the revision it is sent in. */
    private final Map<String, Integer> sending = new HashMap<>();

    private final Map<String, Double> noted = new HashMap<>();
    private String notedTrouble;
    private List<Open> open = List.of();
    private long asked;
    private long answered;
    private boolean looking;
    private boolean again;
    private boolean ended;

    /**
     * Does nothing before {@link #start}.
     *
     * @param fence higher than that of every owner before
     */
    Shift(
            String bot,
            long fence,
            Line line,
            Stores stores,
            Map<String, Producer> producers,
            OutboxMetrics metrics,
            Clock clock,
            AlarmClock alarms) {
        this.bot = bot;
        this.fence = fence;
        this.line = line;
        this.stores = stores;
        this.producers = producers;
        this.metrics = metrics;
        this.alarms = alarms;
        this.gathering = new Gathering(stores.sources(), clock);
        this.dispatcher = new Dispatcher(bot, fence, stores.deliveries(), line, this, metrics, clock, alarms);
        this.expansion = new Expansion(
                bot,
                stores,
                producers,
                sending::containsKey,
                () -> know().compose(done -> dispatcher.isAware()),
                dispatcher::wake);
        this.amender = new Amender(line, stores.corrections(), producers, metrics);
    }

    /** What is open decides what becomes of deliveries that the last owner left behind, so it is asked for before. */
    void start() {
        stores.troubles()
                .note(bot, fence, null)
                .compose(done -> stores.sources().open(bot))
                .onComplete(found -> {
                    if (ended) {
                        return;
                    }
                    if (found.failed()) {
                        alarms.ring(LOOK, this::start);
                        return;
                    }
                    know(found.result());
                    dispatcher.start();
                    every();
                });
    }

    /** Done when nothing is on its way any more. */
    Future<Void> end() {
        ended = true;
        expansion.end();
        amender.end();
        return dispatcher.stop();
    }

    private void every() {
        if (!ended) {
            look();
            alarms.ring(LOOK, this::every);
        }
    }

    /** There may be something new: a source, or what is to be done with one. */
    void look() {
        again = looking;
        if (looking || ended) {
            return;
        }
        looking = true;
        gather().compose(done -> know()).onComplete(found -> {
            looking = false;
            if (found.failed()) {
                LOG.warn("{}: the outbox can't be read: {}", bot, found.cause().toString());
            } else if (!ended) {
                apply(open);
            }
            if (again) {
                look();
            }
        });
    }

    private Future<Void> gather() {
        Future<Void> all = Future.succeededFuture();
        for (Producer producer : producers.values()) {
            all = all.compose(done -> gathering.gather(bot, producer));
        }
        return all;
    }

    /** What is open; an answer to an older question that comes later doesn't count. */
    private Future<Void> know() {
        long number = ++asked;
        return stores.sources().open(bot).map(found -> {
            if (!ended && number > answered) {
                answered = number;
                know(found);
            }
            return null;
        });
    }

    private void apply(List<Open> found) {
        dispatcher.wake();
        expansion.go(found);
        amender.go(found);
        found.forEach(this::finishIfDone);
        note();
    }

    private void know(List<Open> found) {
        open = found;
        dispatcher.promise(found.stream()
                .map(Open::source)
                .filter(source -> source.guarantee() == Guarantee.AT_MOST_ONCE)
                .map(Source::id)
                .toList());
        Set<String> running = new HashSet<>();
        for (Open one : found) {
            Producer producer = producers.get(one.source().kind());
            if (producer != null && one.status() == Status.RUNNING) {
                running.add(one.source().id());
                if (!Objects.equals(sending.put(one.source().id(), one.revision()), one.revision())) {
                    dispatcher.send(sending(one, producer));
                }
            }
        }
        Set<String> resting = new HashSet<>(sending.keySet());
        resting.removeAll(running);
        resting.forEach(dispatcher::rest);
        sending.keySet().retainAll(running);
        metrics.running(bot, sending.size());
    }

    private static Sending sending(Open open, Producer producer) {
        Source source = open.source();
        return new Sending(source.id(), source.guarantee(), Unreadable.unless(producer, source), open.revision());
    }

    private void finishIfDone(Open one) {
        String source = one.source().id();
        boolean everybody = one.whole() || (one.status().isOff() && !expansion.isAt(source));
        if (!everybody || expansion.isGiving(source)) {
            return;
        }
        // A batch of the audience may have come after the cancel.
        Future<Long> called = one.status().isOff() ? stores.corrections().cancel(source) : Future.succeededFuture(0L);
        called.compose(done -> stores.ledger().pending(source))
                .compose(pending -> pending ? Future.succeededFuture(false) : isAmended(one))
                .compose(done -> done ? stores.sources().finish(source, one.opened()) : Future.succeededFuture())
                .onFailure(failure -> LOG.debug("{}: {}", source, failure.toString()));
    }

    private Future<Boolean> isAmended(Open one) {
        return Amender.concerns(one) ? amender.isDone(one) : Future.succeededFuture(true);
    }

    /** Whichever server is asked can tell how it goes. */
    private void note() {
        noted.keySet().retainAll(sending.keySet());
        for (String source : sending.keySet()) {
            double pace = dispatcher.pace(source);
            if (!Objects.equals(noted.put(source, pace), pace)) {
                stores.sources()
                        .note(source, pace)
                        .onFailure(failure -> LOG.debug("{}: {}", source, failure.toString()));
            }
        }
        String trouble = line.trouble();
        if (!Objects.equals(notedTrouble, trouble)) {
            stores.troubles().note(bot, fence, trouble).onSuccess(done -> notedTrouble = trouble);
        }
    }

    @Override
    public Future<Void> unreachable(long chat, String reason) {
        List<String> sources = open.stream().map(one -> one.source().id()).toList();
        return each(producer -> producer.unreachable(chat))
                .compose(done -> stores.corrections().stop(sources, chat, State.FAILED, reason))
                .onFailure(failure ->
                        LOG.warn("{}: what waits for an unreachable chat isn't ended: {}", bot, failure.toString()));
    }

    @Override
    public Future<Void> moved(long from, long to) {
        return each(producer -> producer.moved(from, to));
    }

    private Future<Void> each(Function<Producer, Future<Void>> told) {
        return Future.all(producers.values().stream().map(told).toList()).mapEmpty();
    }
}
