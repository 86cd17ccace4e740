package org.postwall.server.wall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The numbers an operator wants to see about the wall. */
final class WallMetrics {
    private final MeterRegistry registry;
    private final Counter posts;
    private final DistributionSummary batches;
    private final LongAdder looks = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder view = new LongAdder();
    private final LongAdder process = new LongAdder();
    private final LongAdder redis = new LongAdder();
    private final LongAdder mongo = new LongAdder();

    WallMetrics(MeterRegistry registry) {
        this.registry = registry;
        posts = Counter.builder("postwall.wall.posts")
                .description("Posts stored")
                .register(registry);
        batches = DistributionSummary.builder("postwall.wall.batch.posts")
                .description("Posts per write")
                .register(registry);
        count("postwall.wall.looks", "Looks at the head", looks);
        count("postwall.wall.reads", "Reads of pages; divided by looks: how many share one", reads);
        layer("page", view);
        layer("process", process);
        layer("redis", redis);
        layer("mongo", mongo);
    }

    private void count(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private void layer(String layer, LongAdder adder) {
        FunctionCounter.builder("postwall.wall.cache.hits", adder, LongAdder::sum)
                .description("Where pages and their segments came from")
                .tag("layer", layer)
                .register(registry);
    }

    /** How long Redis has been away so far. */
    void degraded(Supplier<Duration> away) {
        FunctionCounter.builder(
                        "postwall.wall.degraded", away, total -> total.get().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("Time without Redis")
                .register(registry);
    }

    void readers(Supplier<Number> many) {
        Gauge.builder("postwall.wall.stream.readers", many)
                .description("Clients that follow the stream")
                .register(registry);
    }

    void stored(int many) {
        posts.increment(many);
        batches.record(many);
    }

    void looked() {
        looks.increment();
    }

    void read() {
        reads.increment();
    }

    void pageFromView() {
        view.increment();
    }

    void segmentAtHand() {
        process.increment();
    }

    void segmentsFromShared(int many) {
        redis.add(many);
    }

    void segmentsFromStore(int many) {
        mongo.add(many);
    }
}
