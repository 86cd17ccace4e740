package org.postwall.telegram.updates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.Call;
import org.postwall.telegram.Flood;
import org.postwall.telegram.Refused;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.Backoff;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;

/**
 * The long poll of one bot: it fetches updates for an {@link Inbox} and acknowledges exactly those that are done.
 *
 * <p>Telegram forgets an update when a later getUpdates names a higher offset. The offset sent is therefore that after
 * the last update before which none is open; when nothing is left to acknowledge no offset is sent at all, which means
 * "from the earliest unconfirmed". So the poller compares no ids, and survives the jump to a lower id that Telegram may
 * make after a week of silence. Source: <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>.
 *
 * <p>Everything happens on one event loop.
 */
public final class Poller implements UpdateSource {
    private static final Duration LONG_POLL = Duration.ofSeconds(25);
    private static final Duration ANSWER_SLACK = Duration.ofSeconds(10);
    /** Telegram shortens its answers to those who ask for the same offset twice within half a second. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(550);

    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration LAST_WORD = Duration.ofMillis(800);

    private final Context context;
    private final BotApi api;
    private final BotApi pollApi;
    private final Inbox inbox;
    private final List<String> kinds;
    private final AlarmClock clock;
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), ThreadLocalRandom.current());
    private final PollTrouble trouble;
    private final Promise<Void> stopped = Promise.promise();

    /** Updates fetched and not yet acknowledged, in the order of Telegram's queue. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private final Set<Integer> done = new HashSet<>();
    /** The update to acknowledge with the next poll; null if there is none. */
    private Integer acknowledge;

    private volatile Duration lastContact;
    /** When the attempt now on its way began, or the next one is to begin. */
    private volatile Duration nextAttempt;

    private boolean started;
    private boolean stopping;
    /** What ends the current wait early; null while none is on. */
    private Runnable wake;

    /**
     * @param kinds the kinds of updates wanted, {@code allowed_updates} of the Bot API
     */
    public Poller(Vertx vertx, BotApi api, Inbox inbox, List<String> kinds, AlarmClock clock) {
        this.context = vertx.getOrCreateContext();
        this.api = api;
        this.pollApi = api.onOwnConnections();
        this.inbox = inbox;
        this.kinds = List.copyOf(kinds);
        this.clock = clock;
        this.trouble = new PollTrouble(api.toString());
        this.nextAttempt = clock.now();
    }

    @Override
    public void start() {
        context.runOnContext(begin -> {
            started = true;
            prepare();
        });
    }

    /** {@inheritDoc} Ends the poll in flight, gives handlers a moment, acknowledges what is done. Takes a second if none runs. */
    @Override
    public Future<Void> stop() {
        context.runOnContext(end -> {
            if (stopping) {
                return;
            }
            stopping = true;
            pollApi.close();
            if (!started) {
                finish();
            } else if (wake != null) {
                wake.run();
            }
        });
        return stopped.future();
    }

    @Override
    public SourceHealth health() {
        Duration last = lastContact;
        Duration overdue = clock.now().minus(nextAttempt);
        return new SourceHealth(
                Optional.ofNullable(last).map(at -> clock.now().minus(at)),
                overdue.isNegative() ? Duration.ZERO : overdue,
                trouble.words(),
                inbox.parkedCount());
    }

    /** While a webhook is set getUpdates is refused. */
    private void prepare() {
        if (stopping) {
            finish();
            return;
        }
        nextAttempt = clock.now();
        pollApi.call(DeleteWebhook.builder().build())
                .onSuccess(ok -> {
                    lastContact = clock.now();
                    round();
                })
                .onFailure(failure -> {
                    if (stopping) {
                        finish();
                    } else if (failure instanceof Refused) {
                        // Then getUpdates will be refused too, and tells better why.
                        round();
                    } else {
                        wait(failed(failure), this::prepare);
                    }
                });
    }

    private void round() {
        if (stopping) {
            finish();
            return;
        }
        nextAttempt = clock.now();
        Integer sent = acknowledge;
        // After trouble the first answer must not wait for an update: it tells that the trouble is over.
        boolean atLeisure = open.isEmpty() && !trouble.isOn();
        pollApi.send(getUpdates(sent, atLeisure ? LONG_POLL : Duration.ZERO), LONG_POLL.plus(ANSWER_SLACK))
                .onSuccess(arrivals -> {
                    if (sent != null && sent.equals(acknowledge)) {
                        acknowledge = null;
                    }
                    lastContact = clock.now();
                    trouble.over();
                    backoff.reset();
                    arrivals.forEach(this::take);
                    next();
                })
                .onFailure(failure -> {
                    if (stopping) {
                        finish();
                    } else {
                        boolean conflict = failure instanceof Refused refused && refused.conflict();
                        wait(failed(failure), conflict ? this::prepare : this::round);
                    }
                });
    }

    private void next() {
        if (open.isEmpty()) {
            // Not at once: a server that answers on the spot would have us recurse.
            context.runOnContext(again -> round());
        } else {
            wait(LOOK_AGAIN, this::round);
        }
    }

    private void take(Arrival arrival) {
        if (open.contains(arrival.id())) {
            return;
        }
        open.add(arrival.id());
        if (arrival.update() == null) {
            inbox.park(arrival.id(), 0, "it can't be read: " + arrival.problem());
            finished(arrival.id());
            return;
        }
        inbox.take(arrival.update()).onSuccess(handled -> context.runOnContext(here -> finished(arrival.id())));
    }

    private void finished(int id) {
        done.add(id);
        while (!open.isEmpty() && done.remove(open.getFirst())) {
            acknowledge = open.removeFirst();
        }
        if (open.isEmpty() && wake != null && !trouble.isOn()) {
            wake.run();
        }
    }

    private Duration failed(Throwable failure) {
        trouble.met(failure);
        return failure instanceof Flood flood
                ? flood.retryAfter()
                : trouble.pause().orElseGet(backoff::next);
    }

    private void wait(Duration pause, Runnable then) {
        Runnable once = new Runnable() {
            @Override
            public void run() {
                if (wake == this) {
                    wake = null;
                    then.run();
                }
            }
        };
        wake = once;
        nextAttempt = clock.now().plus(pause);
        clock.ring(pause, () -> context.runOnContext(rung -> once.run()));
    }

    private void finish() {
        inbox.close()
                .timeout(DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .onComplete(drained -> context.runOnContext(last -> lastWord()));
    }

    private void lastWord() {
        if (acknowledge == null) {
            stopped.tryComplete();
            return;
        }
        api.send(getUpdates(acknowledge, Duration.ZERO), LAST_WORD).onComplete(said -> stopped.tryComplete());
    }

    private Call<List<Arrival>> getUpdates(Integer done, Duration timeout) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (done != null) {
            fields.put("offset", done + 1);
        }
        fields.put("limit", stopping ? 1 : 100).put("timeout", timeout.toSeconds());
        ArrayNode allowed = fields.putArray("allowed_updates");
        kinds.forEach(allowed::add);
        return new Call<>("getUpdates", fields, List.of(), Arrival::all);
    }
}
