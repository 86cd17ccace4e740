package org.postwall.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What happens to every request of a route before its handler: it is counted, and its answer gets its common headers. */
record Mark(Traffic.Count count, Cors cors) {
    /** One handler per route: a chain of them would be walked anew by every request. */
    Handler<RoutingContext> before(Handler<RoutingContext> handler) {
        return context -> {
            set(context.request());
            handler.handle(context);
        };
    }

    void set(HttpServerRequest request) {
        count.begin(request.response());
        RequestId.echo(request);
        cors.mark(request);
    }
}
