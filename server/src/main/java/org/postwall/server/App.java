package org.postwall.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postwall.server.http.Failures;
import org.postwall.server.http.RouteTable;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.process.PortInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: every object it is made of, created in order, closed in the opposite order. */
public final class App implements Daemon.Running {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    /** What is left of ten seconds when everything else has been closed too. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Settings settings;
    private HttpServer server;

    private App(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Starts a server; the future fails with {@link PortInUse} where another program holds the port. */
    public static Future<App> start(Vertx vertx, Settings settings) {
        App app = new App(vertx, settings);
        // One event loop for the listener and everything behind it: no request hops between threads.
        Context context = vertx.getOrCreateContext();
        Promise<App> started = Promise.promise();
        context.runOnContext(ready -> app.start().map(app).onComplete(started));
        return started.future().recover(failure -> app.stop().transform(done -> Future.failedFuture(failure)));
    }

    /** The port this server really listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Future<Void> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Void> start() {
        Router router = Router.router(vertx);
        RouteTable routes = Api.table();
        routes.mount(router);
        new Failures(routes).mount(router);
        return listen(router);
    }

    private Future<Void> listen(Router router) {
        HttpServer made = vertx.createHttpServer(new HttpServerOptions()).requestHandler(router);
        return PortInUse.explain(made.listen(settings.port(), settings.bind()), settings.port(), "SERVER_PORT")
                .map(listening -> {
                    server = listening;
                    LOG.info("the API listens on {}:{}", settings.bind(), port());
                    return null;
                });
    }
}
