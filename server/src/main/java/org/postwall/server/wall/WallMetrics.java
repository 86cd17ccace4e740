package org.postwall.server.wall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** The numbers an operator wants to see about the wall. */
final class WallMetrics {
    private final Counter posts;
    private final DistributionSummary batches;

    WallMetrics(MeterRegistry registry) {
        posts = Counter.builder("wall.posts").description("Posts stored").register(registry);
        batches = DistributionSummary.builder("wall.batch.posts")
                .description("Posts per write")
                .register(registry);
    }

    void stored(int many) {
        posts.increment(many);
        batches.record(many);
    }
}
