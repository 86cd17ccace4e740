package org.postwall.server;

import static org.postwall.server.http.Endpoint.get;

import java.util.List;
import org.postwall.server.health.Health;
import org.postwall.server.health.Metrics;
import org.postwall.server.http.RouteTable;
import org.postwall.server.security.Guards;

/** The table of all routes: method, path, guard, handler. The same is told to developers by openapi.yaml. */
final class Api {
    private Api() {}

    static RouteTable table(Guards guards, Health health, Metrics metrics) {
        return new RouteTable(List.of(
                get("/health/live", guards.anyone().before(health::live)),
                get("/health/ready", guards.anyone().before(health::ready)),
                get("/metrics", guards.anyone().before(metrics::scrape))));
    }
}
