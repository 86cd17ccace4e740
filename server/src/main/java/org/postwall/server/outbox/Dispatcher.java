package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Sends the deliveries of one bot, as long as this process owns it. On one event loop.
 *
 * <p>A delivery is written down as {@link State#SENDING} before it leaves, and what became of it afterwards; a chat gets the
 * next only when that is known, so that its order is the order of sending. How fast all of it goes is the flood gate's
 * business, which stands behind {@link Telegram}.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Enough to keep the gate busy: what waits there longer than a lease lives would be sent by two. */
    private static final int MOST_IN_FLIGHT = 120;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String bot;
    private final long fence;
    private final DeliveryStore store;
    private final Telegram telegram;
    private final Judge judge;
    private final Clock clock;
    private final AlarmClock alarms;
    private final Map<String, Sending> sources = new HashMap<>();
    /** Chats to which something is on its way. */
    private final Set<Long> busy = new HashSet<>();
    /** Chats that wait for a delivery to be tried again: none overtakes it. */
    private final Set<Long> blocked = new HashSet<>();

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private List<String> once = List.of();
    private String trouble;
    private boolean recovered;
    private boolean claiming;
    private boolean settling;
    private boolean stopping;
    private boolean more;

    /**
     * Sends nothing before {@link #start}.
     *
     * @param fence higher than that of every owner before
     */
    Dispatcher(String bot, long fence, DeliveryStore store, Telegram telegram, Clock clock, AlarmClock alarms) {
        this.bot = bot;
        this.fence = fence;
        this.store = store;
        this.telegram = telegram;
        this.judge = new Judge(clock);
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * Begins with what owners of the past left behind.
     *
     * @param once the sources that promise {@link Guarantee#AT_MOST_ONCE}
     */
    void start(List<String> once) {
        this.once = List.copyOf(once);
        look();
    }

    /** A source that may be sent from now on; or again, after it was told to {@link #rest}. */
    void send(Sending sending) {
        sources.put(sending.source(), sending);
        wake();
    }

    /** Takes nothing more of this source; what is on its way is waited for. */
    void rest(String source) {
        sources.remove(source);
    }

    /** There may be something new to send. */
    void wake() {
        more = true;
        pump();
    }

    /** Why nothing leaves though there is something to send; null where all is well. */
    String trouble() {
        return trouble;
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
        if (stopping || claiming || trouble != null || !more || busy.size() > MOST_IN_FLIGHT / 2) {
            return;
        }
        claiming = true;
        more = false;
        ready().compose(ready -> store.claim(
                        bot,
                        fence,
                        List.copyOf(sources.keySet()),
                        unavailable(),
                        MOST_IN_FLIGHT - busy.size(),
                        clock.instant()))
                .onComplete(claimed -> {
                    claiming = false;
                    if (claimed.failed()) {
                        LOG.warn(
                                "{}: the outbox can't be read: {}",
                                bot,
                                claimed.cause().toString());
                    } else {
                        claimed.result().forEach(this::launch);
                        more |= !claimed.result().isEmpty();
                    }
                    endIfIdle();
                    pump();
                });
    }

    private Future<Void> ready() {
        if (recovered) {
            Set<Long> asked = Set.copyOf(blocked);
            return asked.isEmpty()
                    ? Future.succeededFuture()
                    : store.retrying(bot).map(retrying -> unblock(asked, retrying));
        }
        return store.recover(bot, fence, once)
                .compose(done -> store.retrying(bot))
                .map(chats -> {
                    blocked.addAll(chats);
                    recovered = true;
                    return null;
                });
    }

    /** Forgets chats whose delivery was called off; not those that were blocked after {@code asked}. */
    private Void unblock(Set<Long> asked, Set<Long> retrying) {
        asked.stream().filter(chat -> !retrying.contains(chat)).forEach(blocked::remove);
        return null;
    }

    private Set<Long> unavailable() {
        Set<Long> chats = new HashSet<>(busy);
        chats.addAll(blocked);
        return chats;
    }

    private void launch(Claim claim) {
        busy.add(claim.chat());
        blocked.remove(claim.chat());
        Sending sending = sources.get(claim.source());
        if (sending == null || stopping) {
            settle(Outcome.back(claim));
            return;
        }
        Future<Message> sent;
        try {
            sent = telegram.call(sending.content().to(claim.chat()));
        } catch (RuntimeException e) {
            sent = Future.failedFuture(e);
        }
        sent.onComplete(done -> {
            if (done.failed() && done.cause() instanceof Refused refused && refused.unknownToken()) {
                pause(refused);
            }
            settle(
                    done.succeeded()
                            ? Outcome.sent(claim, done.result().getMessageId())
                            : judge.judge(claim, sending.guarantee(), done.cause()));
        });
    }

    private void pause(Refused refused) {
        if (trouble == null) {
            trouble = "Telegram doesn't know this bot's token: " + refused.code() + " " + refused.description();
            LOG.warn("{}: {}", bot, trouble);
        }
    }

    private void settle(Outcome outcome) {
        outcomes.add(outcome);
        flush();
    }

    /** Writes down what became of deliveries: those that end while one write is on its way make the next. */
    private void flush() {
        if (settling || outcomes.isEmpty()) {
            return;
        }
        settling = true;
        List<Outcome> now = List.copyOf(outcomes);
        outcomes.clear();
        store.settle(fence, now).onComplete(settled -> {
            if (settled.failed()) {
                LOG.warn(
                        "{}: the outbox can't be written: {}",
                        bot,
                        settled.cause().toString());
                outcomes.addAll(0, now);
                alarms.ring(LOOK, () -> {
                    settling = false;
                    flush();
                });
                return;
            }
            settling = false;
            now.forEach(this::forget);
            more = true;
            flush();
            endIfIdle();
            pump();
        });
    }

    private void forget(Outcome outcome) {
        long chat = outcome.claim().chat();
        busy.remove(chat);
        if (outcome.state() == State.RETRY) {
            blocked.add(chat);
        }
    }

    private void endIfIdle() {
        if (stopping && !claiming && busy.isEmpty()) {
            ended.tryComplete();
        }
    }
}
