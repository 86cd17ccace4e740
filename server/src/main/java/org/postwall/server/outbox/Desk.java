package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one bot's post is handled in this process: it competes for the bot, and while it has it, gives every chat of every
 * open source a delivery, in batches, while a {@link Dispatcher} sends. On one event loop.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Chats: an audience of a million is never in memory. */
    private static final int BATCH = 500;

    private final String bot;
    private final Telegram telegram;
    private final SourceStore sources;
    private final DeliveryStore deliveries;
    private final Map<String, Producer> producers;
    private final Clock clock;
    private final AlarmClock alarms;
    private final Tenure tenure;
    private final Set<String> sending = new HashSet<>();
    private final Set<String> expanding = new HashSet<>();
    /** Absent while the bot is somebody else's. */
    private Dispatcher dispatcher;

    private Future<Void> stopped = Future.succeededFuture();
    private boolean looking;

    Desk(
            String bot,
            String self,
            Telegram telegram,
            SourceStore sources,
            DeliveryStore deliveries,
            LeaseStore leases,
            Map<String, Producer> producers,
            Clock clock,
            AlarmClock alarms) {
        this.bot = bot;
        this.telegram = telegram;
        this.sources = sources;
        this.deliveries = deliveries;
        this.producers = Map.copyOf(producers);
        this.clock = clock;
        this.alarms = alarms;
        this.tenure = new Tenure(bot, self, leases, alarms, this::begin, this::end);
    }

    void start() {
        tenure.start();
    }

    /** Done when nothing is on its way any more and somebody else may have the bot. */
    Future<Void> stop() {
        end();
        return stopped.eventually(tenure::stop);
    }

    /** Why nothing leaves though there is something to send; null where all is well, or the bot somebody else's. */
    String trouble() {
        return dispatcher == null ? null : dispatcher.trouble();
    }

    private void begin(long fence) {
        dispatcher = new Dispatcher(bot, fence, deliveries, telegram, clock, alarms);
        sending.clear();
        expanding.clear();
        first(dispatcher);
    }

    /** What is open decides what becomes of deliveries that the last owner left behind, so it is asked for before. */
    private void first(Dispatcher mine) {
        sources.open(bot).onComplete(open -> {
            if (dispatcher != mine) {
                return;
            }
            if (open.failed()) {
                alarms.ring(LOOK, () -> first(mine));
                return;
            }
            mine.start(open.result().stream()
                    .map(Open::source)
                    .filter(source -> source.guarantee() == Guarantee.AT_MOST_ONCE)
                    .map(Source::id)
                    .toList());
            apply(open.result());
            again(mine);
        });
    }

    private void end() {
        if (dispatcher != null) {
            stopped = dispatcher.stop();
            dispatcher = null;
        }
    }

    private void again(Dispatcher mine) {
        alarms.ring(LOOK, () -> {
            if (dispatcher == mine) {
                look();
                again(mine);
            }
        });
    }

    /** There may be something new: a source, or what is to be done with one. */
    void look() {
        Dispatcher mine = dispatcher;
        if (mine == null || looking) {
            return;
        }
        looking = true;
        sources.open(bot).onComplete(open -> {
            looking = false;
            if (open.succeeded() && dispatcher == mine) {
                apply(open.result());
            }
        });
    }

    private void apply(List<Open> all) {
        Set<String> running = new HashSet<>();
        for (Open open : all) {
            Producer producer = producers.get(open.source().kind());
            if (producer == null) {
                continue;
            }
            if (open.status() == Status.RUNNING) {
                running.add(open.source().id());
                if (sending.add(open.source().id())) {
                    dispatcher.send(sending(open.source(), producer));
                }
            }
            if (open.status() != Status.CANCELLED && !open.whole()) {
                expand(open, producer);
            } else if (!expanding.contains(open.source().id())) {
                finishIfDone(open);
            }
        }
        Set<String> resting = new HashSet<>(sending);
        resting.removeAll(running);
        resting.forEach(dispatcher::rest);
        sending.retainAll(running);
    }

    private static Sending sending(Source source, Producer producer) {
        return new Sending(source.id(), source.guarantee(), producer.content(source.content()));
    }

    private void expand(Open open, Producer producer) {
        String source = open.source().id();
        if (expanding.add(source)) {
            Dispatcher mine = dispatcher;
            expand(open.source(), producer, open.cursor(), mine).onComplete(done -> {
                expanding.remove(source);
                if (done.failed()) {
                    LOG.warn(
                            "{}: its audience can't be read now: {}",
                            source,
                            done.cause().toString());
                }
            });
        }
    }

    private Future<Void> expand(Source source, Producer producer, long cursor, Dispatcher mine) {
        if (dispatcher != mine || !sending.contains(source.id())) {
            return Future.succeededFuture();
        }
        return producer.audience(source.id(), cursor, BATCH).compose(chats -> {
            boolean whole = chats.size() < BATCH;
            long next = chats.isEmpty() ? cursor : chats.get(chats.size() - 1);
            return deliveries
                    .add(bot, source.id(), source.order(), chats)
                    .compose(added -> sources.advance(source.id(), next, whole))
                    .compose(advanced -> {
                        mine.wake();
                        return whole ? Future.succeededFuture() : expand(source, producer, next, mine);
                    });
        });
    }

    private void finishIfDone(Open open) {
        String source = open.source().id();
        // A batch of the audience may have come after the cancel.
        Future<Long> called =
                open.status() == Status.CANCELLED ? deliveries.cancel(source) : Future.succeededFuture(0L);
        called.compose(done -> deliveries.pending(source))
                .compose(pending -> pending ? Future.succeededFuture() : sources.finish(source))
                .onFailure(failure -> LOG.debug("{}: {}", source, failure.toString()));
    }
}
