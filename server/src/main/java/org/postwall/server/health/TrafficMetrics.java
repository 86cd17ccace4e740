package org.postwall.server.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.Traffic;

/** How often each route was answered, by class of status, and how long that took, as published at {@code /metrics}. */
public final class TrafficMetrics {
    private final MeterRegistry registry;

    public TrafficMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Publishes what {@code traffic} counts. */
    public void watch(Traffic traffic) {
        traffic.byRoute().forEach((endpoint, count) -> {
            Tags route = Tags.of("method", endpoint.method().name(), "route", openApi(endpoint));
            watch(count, route);
            FunctionTimer.builder(
                            "postwall.http.seconds",
                            count,
                            Traffic.Count::timed,
                            Traffic.Count::nanos,
                            TimeUnit.NANOSECONDS)
                    .description("Time from a request's head to its answer's end; streams are left out")
                    .tags(route)
                    .register(registry);
        });
        watch(traffic.refused(), Tags.of("method", "any", "route", "none"));
    }

    private void watch(Traffic.Count count, Tags route) {
        for (int statusClass = 1; statusClass <= 5; statusClass++) {
            int digit = statusClass;
            FunctionCounter.builder("postwall.http.requests", count, c -> c.answers(digit))
                    .description("Requests answered")
                    .tags(route.and("status", digit + "xx"))
                    .register(registry);
        }
    }

    private static String openApi(Endpoint endpoint) {
        return endpoint.path().replaceAll(":(\\w+)", "{$1}");
    }
}
