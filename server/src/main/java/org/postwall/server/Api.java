package org.postwall.server;

import java.util.List;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.RouteTable;

/** The table of all routes: method, path, guard, handler. */
final class Api {
    private Api() {}

    static RouteTable table() {
        return new RouteTable(List.of(
                Endpoint.get("/health/live", context -> context.response().end("{\"status\":\"live\"}"))));
    }
}
