package org.postwall.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The handler of an endpoint that needs nothing a router would find out: no parts of the path, no body, no caller.
 *
 * <p>For the few endpoints that are asked so often that the router's own record of a request would be most of their work.
 */
@FunctionalInterface
public interface Direct {
    /** Answers, or says why not; at once or later, on the event loop of the request. */
    void answer(HttpServerRequest request, Handler<Throwable> failed);
}
