package org.postwall.telegram.flood;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
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
 * Thread-safe; one gate per bot token.
 *
 * <p>Answers overtake notices, and these overtake mailings. Within a chat and a lane the order is kept. A 429 makes the
 * whole bot silent until its time has passed; then the same call goes first, and nobody but the log hears of it.
 */
public final class FloodGate {
    private static final Logger LOG = LoggerFactory.getLogger(FloodGate.class);
    /** As many as there are connections, so that no call's time runs out while it waits for one. */
    private static final int MOST_IN_FLIGHT = 60;

    private static final Duration SLACK = Duration.ofMillis(20);

    private final String bot;
    private final Sender sender;
    private final FloodLimits limits;
    private final AlarmClock clock;
    private final Window second;
    /** Mailings are spread evenly, so that an answer never finds the whole second taken. */
    private final Bucket bulk;
    /** By last use, the longest unused in front. */
    private final Map<String, ChatLine> lines = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Lane, Set<ChatLine>> lanes = new EnumMap<>(Lane.class);
    /** Calls that a 429 sent back, in their old order. */
    private final Queue<Waiting<?>> back = new PriorityQueue<>(Comparator.comparingLong(Waiting::place));

    private Duration silentUntil = Duration.ZERO;
    private Duration alarm;
    private long places;
    private int waiting;
    private int inFlight;
    private boolean closed;

    /** A gate in front of {@code sender}; {@code bot} says in log lines whose it is. */
    public FloodGate(String bot, Sender sender, FloodLimits limits, AlarmClock clock) {
        this.bot = bot;
        this.sender = sender;
        this.limits = limits;
        this.clock = clock;
        this.second = new Window(limits.botPerSecond(), Duration.ofSeconds(1));
        this.bulk = new Bucket(limits.botPerSecond(), 1);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LinkedHashSet<>());
        }
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
        List<Waiting<?>> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            dropped.addAll(back);
            back.clear();
            lines.values().forEach(line -> dropped.addAll(line.clear()));
            lanes.values().forEach(Set::clear);
            waiting = 0;
        }
        dropped.forEach(call -> call.drop("the bot is stopping"));
    }

    /** How many chats the gate remembers: those that wrote or wait just now. */
    synchronized int remembered() {
        forgetIdle();
        return lines.size();
    }

    private <T> Future<T> submit(Call<T> call, Lane lane) {
        Promise<T> done = Promise.promise();
        Cost cost = Cost.of(call.method());
        synchronized (this) {
            if (closed || waiting >= limits.waiting()) {
                String why = closed ? "the bot is stopping" : "too many calls wait already";
                return Future.failedFuture(NoAnswer.notSent(call.method(), why));
            }
            String chat = cost == Cost.NOTHING ? "" : call.chat();
            ChatLine line = lines.computeIfAbsent(chat, name -> new ChatLine(name, limits));
            line.add(new Waiting<>(call, cost, lane, line, places++, done));
            lanes.get(lane).add(line);
            waiting++;
        }
        pump();
        return done.future();
    }

    private void pump() {
        for (Waiting<?> call = next(); call != null; call = next()) {
            launch(call);
        }
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
        if (answer.cause() instanceof Flood flood && keep(call, flood)) {
            return;
        }
        synchronized (this) {
            call.line().answered();
        }
        call.done().handle(answer);
    }

    /** Keeps a call for after the silence; its chat's line stays busy, so that nothing overtakes it. */
    private synchronized boolean keep(Waiting<?> call, Flood flood) {
        if (closed) {
            return false;
        }
        Duration until = clock.now().plus(flood.retryAfter()).plus(SLACK);
        if (until.compareTo(silentUntil) > 0) {
            silentUntil = until;
            LOG.warn(
                    "{}: silent for {} s, says Telegram",
                    bot,
                    flood.retryAfter().toSeconds());
        }
        back.add(call);
        waiting++;
        return true;
    }

    /** Takes the next call that may leave now; if there is none, sees to it that someone looks again in time. */
    private synchronized Waiting<?> next() {
        Duration now = clock.now();
        if (waiting == 0 || inFlight == MOST_IN_FLIGHT) {
            return null;
        }
        if (silentUntil.compareTo(now) > 0) {
            wakeAt(silentUntil);
            return null;
        }
        forgetIdle();
        Waiting<?> found = back.isEmpty() ? scan(now) : fromBack(now);
        if (found == null) {
            return null;
        }
        waiting--;
        inFlight++;
        found.line().leaves(found.cost(), now);
        if (found.cost() != Cost.NOTHING) {
            second.take(now);
            if (found.lane() == Lane.BULK) {
                bulk.take(now);
            }
        }
        return found;
    }

    private Waiting<?> fromBack(Duration now) {
        if (back.element().cost() != Cost.NOTHING && second.next().compareTo(now) > 0) {
            wakeAt(second.next());
            return null;
        }
        return back.remove();
    }

    private Waiting<?> scan(Duration now) {
        for (Lane lane : Lane.values()) {
            Set<ChatLine> waitingLines = lanes.get(lane);
            ChatLine free = lines.get("");
            if (free != null && waitingLines.contains(free)) {
                return take(free, lane);
            }
            if (waitingLines.isEmpty()) {
                continue;
            }
            Duration open = lane == Lane.BULK ? max(second.next(), bulk.next()) : second.next();
            if (open.compareTo(now) > 0) {
                // Nobody of this lane may leave, so no line need be looked at.
                wakeAt(open);
                continue;
            }
            for (ChatLine line : waitingLines) {
                if (line.isBusy()) {
                    continue;
                }
                if (line.next(lane).compareTo(now) <= 0) {
                    return take(line, lane);
                }
                wakeAt(line.next(lane));
            }
        }
        return null;
    }

    private Waiting<?> take(ChatLine line, Lane lane) {
        Waiting<?> call = line.remove(lane);
        // To the end, or out: the other chats are next.
        lanes.get(lane).remove(line);
        if (line.hasWaiting(lane)) {
            lanes.get(lane).add(line);
        }
        return call;
    }

    private void wakeAt(Duration at) {
        if (alarm != null && alarm.compareTo(at) <= 0) {
            return;
        }
        alarm = at;
        clock.ring(at.minus(clock.now()), () -> {
            synchronized (this) {
                if (at.equals(alarm)) {
                    alarm = null;
                }
            }
            pump();
        });
    }

    private void forgetIdle() {
        Duration now = clock.now();
        Iterator<ChatLine> oldest = lines.values().iterator();
        while (oldest.hasNext() && oldest.next().isIdle(now)) {
            oldest.remove();
        }
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
