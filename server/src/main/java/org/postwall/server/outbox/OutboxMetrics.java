package org.postwall.server.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The numbers an operator wants to see about the outbox, counted where it happens: nobody asks the store for them.
 * Thread-safe, since they are read on another thread than the event loop's.
 */
final class OutboxMetrics {
    private static final String EDIT = "edit";
    private static final String DELETION = "deletion";
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String RETRY = "retry";

    private final MeterRegistry registry;
    private final Map<Ending, Counter> endings = new ConcurrentHashMap<>();
    private final Map<Correction, Counter> corrections = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder fromNobody = new LongAdder();
    private final LongAdder fromTheDead = new LongAdder();
    /** The bots that are this process's. */
    private final Map<String, Line> owned = new ConcurrentHashMap<>();
    /** How many sources of each are being sent. */
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    private record Ending(State state, Cause cause) {}

    private record Correction(String kind, String outcome) {}

    OutboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that the first failure is already an increase.
        ending(new Ending(State.SENT, Cause.NONE));
        ending(new Ending(State.FAILED, Cause.UNREACHABLE));
        ending(new Ending(State.FAILED, Cause.REFUSED));
        ending(new Ending(State.FAILED, Cause.NO_ANSWER));
        ending(new Ending(State.FAILED, Cause.INTERNAL));
        ending(new Ending(State.UNKNOWN, Cause.NO_ANSWER));
        ending(new Ending(State.RETRY, Cause.NO_ANSWER));
        ending(new Ending(State.RETRY, Cause.INTERNAL));
        ending(new Ending(State.QUEUED, Cause.NONE));
        for (String kind : List.of(EDIT, DELETION)) {
            for (String outcome : List.of(DONE, FAILED, RETRY)) {
                correction(new Correction(kind, outcome));
            }
        }
        gauge("postwall.outbox.in.flight", "Deliveries on their way, those at the flood gate included", inFlight);
        takeovers("nobody", fromNobody);
        takeovers("dead", fromTheDead);
        Gauge.builder("postwall.outbox.bots.owned", owned, Map::size)
                .description("Bots that this server sends for")
                .register(registry);
        Gauge.builder("postwall.outbox.bots.stopped", this, OutboxMetrics::stopped)
                .description("Those of them whose token Telegram doesn't know any more")
                .register(registry);
        Gauge.builder("postwall.outbox.sources.running", this, OutboxMetrics::sources)
                .description("Sources that this server is sending")
                .register(registry);
    }

    private Counter ending(Ending ending) {
        return endings.computeIfAbsent(
                ending,
                one -> Counter.builder("postwall.outbox.deliveries")
                        .description("What became of deliveries that were taken to be sent")
                        .tag("outcome", one.state().text())
                        .tag("reason", one.cause().text())
                        .register(registry));
    }

    private Counter correction(Correction correction) {
        return corrections.computeIfAbsent(
                correction,
                one -> Counter.builder("postwall.outbox.corrections")
                        .description("Calls to edit or delete what chats have")
                        .tag("kind", one.kind())
                        .tag("outcome", one.outcome())
                        .register(registry));
    }

    private void gauge(String name, String description, LongAdder adder) {
        Gauge.builder(name, adder, LongAdder::sum).description(description).register(registry);
    }

    private void takeovers(String from, LongAdder adder) {
        FunctionCounter.builder("postwall.outbox.takeovers", adder, LongAdder::sum)
                .description("How often this server began to send for a bot")
                .tag("from", from)
                .register(registry);
    }

    private long stopped() {
        return owned.values().stream().filter(line -> line.trouble() != null).count();
    }

    private long sources() {
        return running.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** The bot is this process's now; {@code orphaned} says whether its last owner died. */
    void begins(String bot, Line line, boolean orphaned) {
        owned.put(bot, line);
        (orphaned ? fromTheDead : fromNobody).increment();
    }

    /** It isn't any more. */
    void ends(String bot) {
        owned.remove(bot);
        running.remove(bot);
    }

    void running(String bot, int sources) {
        running.put(bot, sources);
    }

    /** A delivery leaves. */
    void leaves() {
        inFlight.increment();
    }

    /** It is known, and written down, what became of one. */
    void settled(Outcome outcome) {
        ending(new Ending(outcome.state(), outcome.cause())).increment();
    }

    /** A copy was edited, or deleted, or can't be; null: nobody answered. */
    void amended(Status status, Corrected corrected) {
        String outcome = corrected == null ? RETRY : corrected.reason() == null ? DONE : FAILED;
        correction(new Correction(status == Status.RECALLED ? DELETION : EDIT, outcome))
                .increment();
    }

    /** Nothing of one is on its way any more. */
    void isOver() {
        inFlight.decrement();
    }
}
