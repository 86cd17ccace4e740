package org.postwall.telegram.flood;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.postwall.telegram.Call;
import org.postwall.telegram.Flood;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/**
 * Through here everything a bot says goes to Telegram, no faster than Telegram allows: per bot, per chat, per group.
 * Thread-safe; one gate per process and bot token, and what all processes may send together is their {@link Budget}.
 *
 * <p>Answers overtake notices, and these overtake mailings. Within a chat and a lane the order is kept. A 429 makes the
 * whole bot silent until its time has passed; then the same call goes first, and nobody but the log hears of it.
 *
 * <p>A call goes this way: it waits in the line of its chat, asks the budget as soon as the limits of this process let
 * it, and leaves with the permission, or is put back.
 */
public final class FloodGate {
    private static final Logger LOG = LoggerFactory.getLogger(FloodGate.class);
    /** As many as there are connections, so that no call's time runs out while it waits for one. */
    private static final int MOST_IN_FLIGHT = 60;

    private static final Duration SLACK = Duration.ofMillis(20);
    private static final String STOPPING = "the bot is stopping";

    private final String bot;
    private final Sender sender;
    private final FloodLimits limits;
    private final Budget budget;
    private final AlarmClock clock;
    private final GateCount count;
    private final Alarm alarm;
    private final Pace pace;
    private final Lines lines;

    private Duration silentUntil = Duration.ZERO;
    private int waiting;
    private int inFlight;
    private boolean closed;

    /** A gate of a bot that speaks through this process only. */
    public FloodGate(String bot, Sender sender, FloodLimits limits, AlarmClock clock) {
        this(bot, sender, limits, Budget.alone(), clock);
    }

    /** A gate in front of {@code sender}; {@code bot} says in log lines whose it is. */
    public FloodGate(String bot, Sender sender, FloodLimits limits, Budget budget, AlarmClock clock) {
        this(bot, sender, limits, budget, clock, new GateCount(clock));
    }

    /** A gate that goes on with what another one counted. */
    public FloodGate(String bot, Sender sender, FloodLimits limits, Budget budget, AlarmClock clock, GateCount count) {
        this.bot = bot;
        this.sender = sender;
        this.limits = limits;
        this.budget = budget;
        this.clock = clock;
        this.count = count;
        this.alarm = new Alarm(clock, this::pump);
        this.pace = new Pace(limits, budget);
        this.lines = new Lines(limits, pace, alarm);
    }

    /** The way to Telegram for calls of one lane. */
    public Telegram lane(Lane lane) {
        return new Telegram() {
            @Override
            public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
                return sender.prepare(method).compose(call -> submit(call, lane));
            }
        };
    }

    /** What is counted here. */
    public GateCount count() {
        return count;
    }

    /** How many calls wait. */
    public synchronized int waiting() {
        return waiting;
    }

    /** How long the bot must still be silent after a 429; zero if it need not. */
    public synchronized Duration silence() {
        Duration rest = silentUntil.minus(clock.now());
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** Lets nothing through any more; what waits fails. */
    public void close() {
        List<Waiting<?>> dropped;
        synchronized (this) {
            closed = true;
            dropped = lines.clear();
            waiting = 0;
            dropped.forEach(count::leaves);
            count.silenceIsOver();
        }
        dropped.forEach(call -> call.drop(STOPPING));
    }

    /** How many chats the gate remembers: those that wrote or wait just now. */
    synchronized int remembered() {
        lines.forgetIdle(clock.now());
        return lines.remembered();
    }

    private <T> Future<T> submit(Call<T> call, Lane lane) {
        Promise<T> done = Promise.promise();
        synchronized (this) {
            if (closed || waiting >= limits.waiting()) {
                String why = closed ? STOPPING : "too many calls wait already";
                return Future.failedFuture(NoAnswer.notSent(call.method(), why));
            }
            lines.add(call, Cost.of(call.method()), lane, done);
            waiting++;
            count.comes(lane);
        }
        pump();
        return done.future();
    }

    private void pump() {
        for (Waiting<?> call = next(); call != null; call = next()) {
            ask(call);
        }
    }

    /** Takes the next call that may ask now; if there is none, the alarm is set to when there may be one. */
    private synchronized Waiting<?> next() {
        Duration now = clock.now();
        if (waiting == 0 || inFlight == MOST_IN_FLIGHT) {
            return null;
        }
        if (silentUntil.compareTo(now) > 0) {
            alarm.set(silentUntil);
            return null;
        }
        lines.forgetIdle(now);
        Waiting<?> found = lines.next(now);
        if (found != null) {
            inFlight++;
        }
        return found;
    }

    private <T> void ask(Waiting<T> call) {
        budget.take(call.cost() == Cost.MESSAGE ? call.line().chat() : "", call.cost(), call.lane())
                .onSuccess(permission -> {
                    if (mayLeave(call, permission)) {
                        launch(call);
                    }
                    pump();
                });
    }

    private synchronized boolean mayLeave(Waiting<?> call, Permission permission) {
        inFlight--;
        if (closed) {
            count.leaves(call);
            call.drop(STOPPING);
            return false;
        }
        Duration now = clock.now();
        Duration until = now.plus(permission.pause());
        switch (heldNow(call, permission, now)) {
            case NOBODY -> {
                inFlight++;
                waiting--;
                count.leaves(call);
                lines.leaves(call, now);
                return true;
            }
            case CHAT -> call.line().close(until);
            case LANE -> pace.close(call.lane(), until);
            case BOT -> beSilent(until, "another process heard from Telegram");
        }
        lines.putBack(call);
        return false;
    }

    /** Who has to wait when the answer is here: meanwhile a 429 may have come, or many permissions in a bunch. */
    private Permission.Held heldNow(Waiting<?> call, Permission permission, Duration now) {
        if (silentUntil.compareTo(now) > 0) {
            return Permission.Held.BOT;
        }
        boolean tooMany = call.cost() != Cost.NOTHING && pace.room().compareTo(now) > 0;
        return tooMany && permission.held() == Permission.Held.NOBODY ? Permission.Held.LANE : permission.held();
    }

    private <T> void launch(Waiting<T> call) {
        sender.send(call.call()).onComplete(answer -> {
            answered(call, answer);
            pump();
        });
    }

    private <T> void answered(Waiting<T> call, AsyncResult<T> answer) {
        synchronized (this) {
            inFlight--;
        }
        if (answer.cause() instanceof Flood flood) {
            count.flood();
            if (keep(call, flood)) {
                budget.silence(flood.retryAfter().plus(SLACK));
                return;
            }
        }
        synchronized (this) {
            call.line().answered();
        }
        call.done().handle(answer);
    }

    /** Keeps a call for after the silence. */
    private synchronized boolean keep(Waiting<?> call, Flood flood) {
        if (closed) {
            return false;
        }
        beSilent(clock.now().plus(flood.retryAfter()).plus(SLACK), "says Telegram");
        lines.addBack(call);
        waiting++;
        count.comesBack();
        return true;
    }

    private void beSilent(Duration until, String who) {
        // Many calls may be told the same, a millisecond apart.
        if (until.compareTo(silentUntil.plus(SLACK)) > 0) {
            LOG.warn("{}: silent for {} s, {}", bot, until.minus(clock.now()).toSeconds(), who);
        }
        silentUntil = AlarmClock.later(silentUntil, until);
        count.silentUntil(until);
    }
}
