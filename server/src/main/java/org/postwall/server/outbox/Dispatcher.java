package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwall.telegram.Refused;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the deliveries of one bot, as long as this process owns it. On one event loop.
 *
 * <p>A delivery is written down as {@link State#SENDING} before it leaves, and what became of it afterwards; a chat gets the
 * next only when that is known, so that its order is the order of sending. How fast all of it goes is the flood gate's
 * business, which stands behind {@link Line}.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A claim that seemed to fail, or that an owner of the past made, may reach the store late. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);

    private final String bot;
    private final long fence;
    private final DeliveryStore store;
    private final Line line;
    private final Reach reach;
    private final OutboxMetrics metrics;
    private final Judge judge;
    private final Clock clock;
    private final AlarmClock alarms;
    private final Map<String, Sending> sources = new HashMap<>();
    private final Map<String, Pace> paces = new HashMap<>();
    /** Chats to which something is on its way. */
    private final Set<Long> busy = new HashSet<>();
    /** Chats that wait for a delivery to be tried again: none overtakes it. */
    private final Set<Long> blocked = new HashSet<>();

    private final Rests rests = new Rests();

    private final Settlement settlement;
    private final Promise<Void> ended = Promise.promise();
    private List<String> once = List.of();
    /** When it was last looked for what is claimed and sent by nobody; null where that must be done before anything else. */
    private Duration recovered;

    /** Done when the last claim is over; there is one at a time. */
    private Future<Void> claim = Future.succeededFuture();

    private boolean stopping;
    private boolean more;

    /**
     * Sends nothing before {@link #start}.
     *
     * @param fence higher than that of every owner before
     */
    Dispatcher(
            String bot,
            long fence,
            DeliveryStore store,
            Line line,
            Reach reach,
            OutboxMetrics metrics,
            Clock clock,
            AlarmClock alarms) {
        this.bot = bot;
        this.fence = fence;
        this.store = store;
        this.line = line;
        this.reach = reach;
        this.metrics = metrics;
        this.judge = new Judge(clock);
        this.clock = clock;
        this.alarms = alarms;
        this.settlement = new Settlement(bot, fence, store, alarms, this::settled);
    }

    /** Begins with what owners of the past left behind; what was promised for it must be known before. */
    void start() {
        look();
    }

    /** Of all open sources those that promise {@link Guarantee#AT_MOST_ONCE}, whether they are sent or rest. */
    void promise(List<String> once) {
        this.once = List.copyOf(once);
    }

    /** A source that may be sent from now on, or with another content; or again, after it was told to {@link #rest}. */
    void send(Sending sending) {
        sources.put(sending.source(), sending);
        paces.computeIfAbsent(sending.source(), source -> new Pace(alarms.now()));
        wake();
    }

    /** Takes nothing more of this source; what is on its way is waited for. */
    void rest(String source) {
        sources.remove(source);
        paces.remove(source);
    }

    /** Done when whatever is claimed is claimed with all sources in mind that are to be sent now. */
    Future<Void> isAware() {
        return claim;
    }

    /** How many deliveries of a source end per second; 0 where it isn't sent. */
    double pace(String source) {
        Pace pace = paces.get(source);
        return pace == null ? 0 : pace.perSecond(alarms.now());
    }

    /** There may be something new to send. */
    void wake() {
        more = true;
        pump();
    }

    /** Takes nothing more; done when what was on its way is settled. */
    Future<Void> stop() {
        stopping = true;
        endIfIdle();
        return ended.future();
    }

    private void look() {
        if (!stopping) {
            wake();
            alarms.ring(LOOK, this::look);
        }
    }

    private void pump() {
        if (stopping
                || !claim.isComplete()
                || line.trouble() != null
                || !more
                || busy.size() > line.tempo().inFlight() / 2) {
            return;
        }
        Promise<Void> over = Promise.promise();
        claim = over.future();
        more = false;
        ready().compose(ready -> store.claim(
                        bot,
                        fence,
                        List.copyOf(sources.keySet()),
                        unavailable(),
                        line.tempo().inFlight() - busy.size(),
                        clock.instant()))
                .onComplete(taken -> {
                    if (taken.failed()) {
                        recovered = null;
                        LOG.warn(
                                "{}: the outbox can't be read: {}",
                                bot,
                                taken.cause().toString());
                    } else {
                        taken.result().forEach(this::launch);
                        more |= !taken.result().isEmpty();
                    }
                    // Not before all have left: what became of the first may be stored by now, and asks for more.
                    over.complete();
                    endIfIdle();
                    pump();
                });
    }

    private Future<Void> ready() {
        Duration now = alarms.now();
        boolean isDue = recovered == null || now.minus(recovered).compareTo(LEFT_BEHIND) >= 0;
        Set<Long> before = Set.copyOf(blocked);
        if (!isDue && before.isEmpty()) {
            return Future.succeededFuture();
        }
        return (isDue ? store.recover(bot, fence, once, Set.copyOf(busy)) : Future.<Void>succeededFuture())
                .compose(done -> store.retrying(bot))
                .map(retrying -> {
                    recovered = isDue ? now : recovered;
                    block(before, retrying);
                    return null;
                });
    }

    /** Forgets chats whose delivery was called off; not those that were blocked later than {@code before}. */
    private void block(Set<Long> before, Set<Long> retrying) {
        before.stream().filter(chat -> !retrying.contains(chat)).forEach(blocked::remove);
        blocked.addAll(retrying);
    }

    private Set<Long> unavailable() {
        Set<Long> chats = new HashSet<>(busy);
        chats.addAll(blocked);
        chats.addAll(rests.resting(line.tempo(), alarms.now()));
        return chats;
    }

    private void launch(Claim claim) {
        if (busy.add(claim.chat())) {
            metrics.leaves();
        }
        rests.sent(claim.chat(), line.tempo(), alarms.now());
        blocked.remove(claim.chat());
        Sending sending = sources.get(claim.source());
        if (sending == null || stopping) {
            settlement.add(Outcome.back(claim));
            return;
        }
        Future<Integer> sent;
        try {
            sent = sending.content().send(line, claim.chat());
        } catch (RuntimeException e) {
            sent = Future.failedFuture(e);
        }
        sent.onComplete(done -> {
            if (done.cause() instanceof Refused refused
                    && refused.migrateToChatId().isPresent()) {
                move(claim, refused.migrateToChatId().getAsLong());
                return;
            }
            settlement.add(
                    done.succeeded()
                            ? Outcome.sent(claim, done.result(), sending.revision())
                            : judge.judge(claim, sending.guarantee(), done.cause()));
        });
    }

    private void move(Claim claim, long chat) {
        reach.moved(claim.chat(), chat)
                .compose(told -> store.move(bot, claim, chat))
                .onComplete(moved -> {
                    if (moved.failed()) {
                        settlement.add(Outcome.again(
                                claim, clock.instant().plus(LOOK), Cause.INTERNAL, "the group has moved"));
                        return;
                    }
                    free(claim.chat());
                    goOn();
                });
    }

    private void settled(List<Outcome> outcomes) {
        outcomes.forEach(this::done);
        goOn();
    }

    private void goOn() {
        more = true;
        endIfIdle();
        pump();
    }

    private void done(Outcome outcome) {
        metrics.settled(outcome);
        if (!outcome.unreachable()) {
            forget(outcome);
            return;
        }
        // First what else waits for this chat is ended, then its next would be due: one call tells all.
        reach.unreachable(outcome.claim().chat(), outcome.reason()).onComplete(told -> {
            forget(outcome);
            goOn();
        });
    }

    private void forget(Outcome outcome) {
        long chat = outcome.claim().chat();
        free(chat);
        Duration rest = rests.left(chat, line.tempo(), alarms.now());
        if (!rest.isZero()) {
            alarms.ring(rest, this::wake);
        }
        Pace pace = paces.get(outcome.claim().source());
        if (pace != null && outcome.state().isFinal()) {
            pace.ended(alarms.now(), 1);
        }
        if (outcome.state() == State.RETRY) {
            blocked.add(chat);
        }
    }

    private void free(long chat) {
        if (busy.remove(chat)) {
            metrics.isOver();
        }
    }

    private void endIfIdle() {
        if (stopping && claim.isComplete() && busy.isEmpty()) {
            ended.tryComplete();
        }
    }
}
