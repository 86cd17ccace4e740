package org.postwall.telegram.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.postwall.telegram.flood.GateCount;
import org.postwall.telegram.flood.Lane;

/** What waits at a bot's flood gate, and how often and how long Telegram silenced it, as published at {@code /metrics}. */
public final class GateMetrics {
    private final MeterRegistry registry;
    private final String prefix;
    private final Tags tags;

    /** @param prefix what the names begin with, as {@code postwall.bot} */
    public GateMetrics(MeterRegistry registry, String prefix, Tags tags) {
        this.registry = registry;
        this.prefix = prefix;
        this.tags = tags;
    }

    /** Publishes what is counted at a gate. */
    public void watch(GateCount count) {
        FunctionCounter.builder(prefix + ".floods", count, GateCount::floods)
                .description("Calls that Telegram answered 429")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder(
                        prefix + ".silent", count, gate -> gate.silence().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("Time of silence that a 429 demanded")
                .tags(tags)
                .register(registry);
        for (Lane lane : Lane.values()) {
            waiting(count, lane.name().toLowerCase(Locale.ROOT), gate -> gate.waiting(lane));
        }
        waiting(count, "again", GateCount::sentBack);
    }

    private void waiting(GateCount count, String lane, ToDoubleFunction<GateCount> many) {
        Gauge.builder(prefix + ".waiting", count, many)
                .description("Calls that wait at the flood gate; again: after a 429")
                .tags(tags.and("lane", lane))
                .register(registry);
    }
}
