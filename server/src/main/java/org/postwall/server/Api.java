package org.postwall.server;

import static org.postwall.server.http.Endpoint.get;
import static org.postwall.server.http.Endpoint.post;

import java.util.List;
import org.postwall.server.health.Health;
import org.postwall.server.health.Metrics;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.security.Guards;
import org.postwall.server.wall.WallRoutes;

/** The table of all routes: method, path, guard, handler. openapi.yaml tells developers the same. */
final class Api {
    private Api() {}

    static RouteTable table(Guards guards, JsonBody body, WallRoutes wall, Health health, Metrics metrics) {
        return new RouteTable(List.of(
                get("/api/v1/messages", guards.anyone().before(wall::page)),
                post("/api/v1/messages", guards.writer("wall").before(body.before(wall::post))),
                post("/api/v1/message", guards.writer("wall").before(body.before(wall::post))),
                get("/health/live", guards.anyone().before(health::live)),
                get("/health/ready", guards.anyone().before(health::ready)),
                get("/metrics", guards.anyone().before(metrics::scrape))));
    }
}
