package org.postwall.telegram.updates;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * The desk between Telegram and a bot's handler: updates are handled in order per chat and parallel across chats, a
 * redelivered one is not handled twice, and one that keeps failing is parked so that the rest of its chat goes on.
 * Thread-safe.
 *
 * <p>What was handled is remembered in this process only; handlers must stand a repetition after a restart.
 */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int CHATS_AT_ONCE = 64;
    private static final int PARKED_SHOWN = 100;

    private final String name;
    private final UpdateHandler handler;
    private final Patience patience;
    private final AlarmClock clock;
    private final ChatQueues queues = new ChatQueues(CHATS_AT_ONCE);
    private final Seen seen;
    private final Map<Integer, Future<Void>> working = new HashMap<>();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Deque<Parked> parked = new ArrayDeque<>();
    private final List<Promise<Void>> pauses = new ArrayList<>();
    private long parkedCount;
    private boolean closed;

    /** An inbox for one bot; {@code name} says in log lines which. */
    public Inbox(String name, UpdateHandler handler, Patience patience, AlarmClock clock) {
        this.name = name;
        this.handler = handler;
        this.patience = patience;
        this.clock = clock;
        this.seen = new Seen(clock);
    }

    /** Ends when the update is handled or parked; fails only when the inbox closes before that. */
    public Future<Void> take(Update update) {
        return once(update, () -> untilDone(update, newBackoff()));
    }

    /** Handles the update once and fails if that fails: for webhooks, where Telegram itself comes again. */
    public Future<Void> tryOnce(Update update) {
        return once(update, () -> attempt(update).recover(failure -> failed(update, failure)));
    }

    /** Puts an update aside that can't even be read. */
    public void park(int updateId, long chat, String why) {
        synchronized (this) {
            failures.remove(updateId);
            seen.add(updateId);
            parkedCount++;
            parked.addLast(new Parked(updateId, chat, why, Clock.systemUTC().instant()));
            if (parked.size() > PARKED_SHOWN) {
                parked.removeFirst();
            }
        }
        LOG.error("{}: update {} of chat {} is parked and will not be handled: {}", name, updateId, chat, why);
    }

    /** The updates parked last, oldest first. */
    public synchronized List<Parked> parked() {
        return List.copyOf(parked);
    }

    /** How many updates were parked since the start. */
    public synchronized long parkedCount() {
        return parkedCount;
    }

    /** How many updates are being handled or wait for their turn. */
    public synchronized int working() {
        return working.size();
    }

    /** Begins nothing any more; ends when everything that had begun has ended. */
    public Future<Void> close() {
        List<Promise<Void>> sleeping;
        List<Future<Void>> rest;
        synchronized (this) {
            closed = true;
            sleeping = List.copyOf(pauses);
            pauses.clear();
            rest = List.copyOf(working.values());
        }
        sleeping.forEach(pause -> pause.tryFail(new Closing()));
        return Future.join(rest).<Void>mapEmpty().otherwiseEmpty();
    }

    private Future<Void> once(Update update, Supplier<Future<Void>> work) {
        int id = update.getUpdateId();
        Promise<Void> done = Promise.promise();
        synchronized (this) {
            if (seen.contains(id)) {
                return Future.succeededFuture();
            }
            Future<Void> running = working.get(id);
            if (running != null) {
                return running;
            }
            working.put(id, done.future());
        }
        queues.run(Chats.of(update), work).onComplete(result -> {
            synchronized (this) {
                working.remove(id);
                if (result.succeeded()) {
                    seen.add(id);
                    failures.remove(id);
                }
            }
            done.handle(result);
        });
        return done.future();
    }

    private Future<Void> untilDone(Update update, Backoff backoff) {
        return attempt(update)
                .recover(failure -> failed(update, failure)
                        .recover(again -> pause(backoff).compose(woken -> untilDone(update, backoff))));
    }

    private Future<Void> attempt(Update update) {
        synchronized (this) {
            if (closed) {
                return Future.failedFuture(new Closing());
            }
        }
        try {
            return handler.handle(update).timeout(patience.attemptLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Counts a failure; succeeds once the update is parked, fails as long as it should be tried again. */
    private Future<Void> failed(Update update, Throwable failure) {
        if (failure instanceof Closing) {
            return Future.failedFuture(failure);
        }
        int count;
        synchronized (this) {
            count = failures.merge(update.getUpdateId(), 1, Integer::sum);
        }
        if (count < patience.attempts()) {
            LOG.debug("{}: update {} failed {} times", name, update.getUpdateId(), count, failure);
            return Future.failedFuture(failure);
        }
        LOG.debug("{}: the last failure of update {}", name, update.getUpdateId(), failure);
        park(update.getUpdateId(), Chats.of(update), count + " failures, the last: " + failure);
        return Future.succeededFuture();
    }

    private Future<Void> pause(Backoff backoff) {
        Promise<Void> pause = Promise.promise();
        synchronized (this) {
            if (closed) {
                return Future.failedFuture(new Closing());
            }
            pauses.add(pause);
        }
        clock.ring(backoff.next(), () -> {
            synchronized (this) {
                pauses.remove(pause);
            }
            pause.tryComplete();
        });
        return pause.future();
    }

    private Backoff newBackoff() {
        return new Backoff(patience.firstPause(), patience.mostPause(), ThreadLocalRandom.current());
    }

    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closing() {
            super("the bot is stopping", null, false, false);
        }
    }
}
