package org.postwall.server.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.Traffic;

/** The numbers of this process in Prometheus's text format, for {@code /metrics}. */
public final class Metrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics pauses = new JvmGcMetrics();

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        pauses.bindTo(registry);
    }

    /** Where features register numbers of their own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Publishes how often each route was answered, by class of status, and how long that took. */
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

    public void scrape(RoutingContext context) {
        context.vertx()
                .executeBlocking(() -> registry.scrape(TEXT), false)
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                        .end(text))
                .onFailure(context::fail);
    }

    @Override
    public void close() {
        pauses.close();
        registry.close();
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
