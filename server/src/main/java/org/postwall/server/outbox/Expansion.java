package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every chat that a source is for a delivery of it: one source after the other in their order, and then what
 * producers hand out to single chats. So nobody is passed by who changes sides meanwhile. On one event loop.
 */
final class Expansion {
    private static final Logger LOG = LoggerFactory.getLogger(Expansion.class);
    /** Chats: an audience of a million is never in memory. */
    private static final int BATCH = 500;

    private final String bot;
    private final Stores stores;
    private final Map<String, Producer> producers;
    private final Predicate<String> runs;
    private final Supplier<Future<Void>> known;
    private final Runnable added;
    private final List<String> giving = new ArrayList<>();
    private boolean working;
    private boolean ended;
    /** The source whose audience is being read; empty where none is. */
    private String under = "";

    /**
     * Does nothing before {@link #go}.
     *
     * @param runs whether a source is to be sent now
     * @param known done when what is open now will be sent: what is added before could be overtaken by what came later
     * @param added told when there are new deliveries
     */
    Expansion(
            String bot,
            Stores stores,
            Map<String, Producer> producers,
            Predicate<String> runs,
            Supplier<Future<Void>> known,
            Runnable added) {
        this.bot = bot;
        this.stores = stores;
        this.producers = producers;
        this.runs = runs;
        this.known = known;
        this.added = added;
    }

    /** Another round over these, unless the last one still goes on. */
    void go(List<Open> open) {
        if (working || ended) {
            return;
        }
        working = true;
        Future<Void> round = Future.succeededFuture();
        for (Open one : open) {
            Producer producer = producers.get(one.source().kind());
            if (producer != null && !one.whole()) {
                round = round.compose(done -> {
                    under = one.source().id();
                    return expand(one.source(), producer, one.cursor()).onComplete(read -> under = "");
                });
            }
        }
        for (Producer producer : producers.values()) {
            round = round.compose(
                    done -> ended ? Future.succeededFuture() : producer.handOut(handout(producer.kind())));
        }
        round.onComplete(done -> {
            working = false;
            if (done.failed()) {
                LOG.warn(
                        "{}: an audience can't be read now: {}",
                        bot,
                        done.cause().toString());
            }
        });
    }

    /** Whether deliveries of a source may still be on their way into the store. */
    boolean isAt(String source) {
        return under.equals(source);
    }

    /** Adds nothing more. */
    void end() {
        ended = true;
    }

    private Future<Void> expand(Source source, Producer producer, long cursor) {
        if (ended || !runs.test(source.id())) {
            return Future.succeededFuture();
        }
        return producer.audience(source, cursor, BATCH).compose(chats -> {
            boolean whole = chats.size() < BATCH;
            long next = chats.isEmpty() ? cursor : chats.get(chats.size() - 1);
            return stores.deliveries()
                    .add(bot, source.id(), source.order(), chats)
                    .compose(done -> stores.sources().advance(source.id(), next, whole))
                    .compose(done -> {
                        added.run();
                        return whole ? Future.succeededFuture() : expand(source, producer, next);
                    });
        });
    }

    /** Opened before, so that somebody sends what is added; and after, since a finish may have been under way. */
    private Future<List<String>> give(long chat, List<String> sources) {
        giving.addAll(sources);
        return stores.sources()
                .reopen(sources)
                .compose(on -> on.isEmpty()
                        ? Future.succeededFuture(on)
                        : known.get()
                                .compose(sure -> orders(on))
                                .compose(orders -> stores.corrections().give(bot, chat, orders))
                                .compose(done -> stores.sources().reopen(on))
                                .onSuccess(done -> added.run()))
                .onComplete(done -> sources.forEach(giving::remove));
    }

    /** Whether a chat is about to have a delivery of a source: it isn't finished before. */
    boolean isGiving(String source) {
        return giving.contains(source);
    }

    private Future<Map<String, Long>> orders(Collection<String> sources) {
        return stores.catalogue()
                .entries(sources)
                .map(found -> found.stream().collect(Collectors.toMap(Catalogue.Entry::id, Catalogue.Entry::order)));
    }

    private Handout handout(String kind) {
        return new Handout() {
            @Override
            public Future<List<String>> give(long chat, List<String> sources) {
                return Expansion.this.give(chat, sources);
            }

            @Override
            public Future<Map<String, State>> standing(long chat, List<String> sources) {
                return stores.ledger().standing(sources, chat);
            }

            @Override
            public Future<Long> last() {
                return stores.sources().last(bot, kind);
            }
        };
    }
}
