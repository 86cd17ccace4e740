package org.postwall.server.health;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process lives, and whether requests should be sent to it.
 *
 * <p>Ready: 200 with everything there, 200 "degraded" where only something is away that it can do without, 503 otherwise
 * and from the moment it is told to stop.
 */
public final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Dependency> dependencies;
    private volatile boolean stopping;

    public Health(List<Dependency> dependencies) {
        this.dependencies = List.copyOf(dependencies);
    }

    /** From now on not ready: load balancers look elsewhere while the rest is answered. */
    public void stopping() {
        stopping = true;
    }

    public void live(RoutingContext context) {
        answer(context, 200, new JsonObject().put("status", "live"));
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
                details.put(dependency.name(), new JsonObject().put("status", up ? "up" : "down"));
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
