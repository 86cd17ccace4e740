package org.postwall.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** A table of routes made reachable: door, routes, failures and the counting of answers. */
public final class Site {
    private static final Duration HEAD = Duration.ofSeconds(10);
    /** Longer than nginx keeps its side, so nginx closes first and no request meets a closing door. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

    private final Vertx vertx;
    private final Traffic traffic = new Traffic();
    private final Door door;

    public Site(Vertx vertx, RouteTable routes, Cors cors) {
        this.vertx = vertx;
        Router router = Router.router(vertx);
        Failures failures = new Failures(routes, traffic);
        routes.mount(router, traffic, cors, failures::failed);
        failures.mount(router);
        door = new Door(new Express(routes.direct(traffic, cors), router, failures::failed), traffic);
    }

    /** Listens on the event loop of the caller; the future fails where the port is taken. */
    public Future<HttpServer> listen(String bind, int port) {
        return new Listener(vertx, HEAD, SILENCE).listen(bind, port, door);
    }

    /** From now on every answer is its connection's last, so that clients go elsewhere by themselves. */
    public void drain() {
        door.drain();
    }

    public Traffic traffic() {
        return traffic;
    }
}
