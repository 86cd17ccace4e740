package org.postwall.telegram.health;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The answers to {@code /health/live}, whether the process lives, and {@code /health/ready}, whether it can do its work.
 *
 * <p>Live: 200 as long as it goes on with what it is there for, whatever is away: 503 means that only a restart helps. Ready: 200 with everything there, 200 "degraded" where only something is away that it can do without, 503 otherwise
 * and from the moment it is told to stop.
 */
public final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Dependency> dependencies;
    private final BooleanSupplier moving;
    private volatile boolean stopping;

    /** The health of a process that lives as long as it answers. */
    public Health(List<Dependency> dependencies) {
        this(dependencies, () -> true);
    }

    /** @param moving whether the process goes on with what it is there for */
    public Health(List<Dependency> dependencies, BooleanSupplier moving) {
        this.dependencies = List.copyOf(dependencies);
        this.moving = moving;
    }

    /** From now on not ready: load balancers look elsewhere while the rest is answered. */
    public void stopping() {
        stopping = true;
    }

    public void live(RoutingContext context) {
        boolean moves = moving.getAsBoolean();
        answer(context, moves ? 200 : 503, new JsonObject().put("status", moves ? "live" : "stuck"));
    }

    public void ready(RoutingContext context) {
        List<Future<Boolean>> checks = dependencies.stream().map(Health::isUp).toList();
        Future.join(checks).onComplete(all -> {
            JsonObject details = new JsonObject();
            boolean possible = !stopping;
            boolean whole = true;
            for (int i = 0; i < checks.size(); i++) {
                boolean up = checks.get(i).result();
                Dependency dependency = dependencies.get(i);
                JsonObject detail = new JsonObject().put("status", up ? "up" : "down");
                details.put(
                        dependency.name(), detail.mergeIn(dependency.details().get()));
                possible &= up || !dependency.needed();
                whole &= up;
            }
            String status = stopping ? "stopping" : !possible ? "unavailable" : whole ? "ready" : "degraded";
            answer(
                    context,
                    possible ? 200 : 503,
                    new JsonObject().put("status", status).put("dependencies", details));
        });
    }

    private static Future<Boolean> isUp(Dependency dependency) {
        return Future.succeededFuture()
                .compose(now -> dependency.check().get())
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(true)
                .otherwise(false);
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        if (status == 503) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }
}
