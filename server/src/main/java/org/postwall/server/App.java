package org.postwall.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwall.server.health.Health;
import org.postwall.server.health.Metrics;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Door;
import org.postwall.server.http.Failures;
import org.postwall.server.http.Listener;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Traffic;
import org.postwall.server.security.Access;
import org.postwall.server.security.Guards;
import org.postwall.server.security.Tokens;
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
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final Health health = new Health(List.of());
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
        health.stopping();
        Future<Void> served = server == null
                ? Future.succeededFuture()
                : server.shutdown(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS);
        return served.eventually(() -> {
            metrics.close();
            return Future.succeededFuture();
        });
    }

    private Future<Void> start() {
        warn();
        Optional<Tokens> tokens = settings.secret().map(secret -> new Tokens(vertx, secret, clock));
        Guards guards = new Guards(settings.access(), tokens);
        RouteTable routes = Api.table(guards, health, metrics);
        return listen(routes);
    }

    private void warn() {
        if (settings.access() == Access.OPEN && !settings.onLoopback()) {
            LOG.warn("API_ACCESS=open on {}: anyone who reaches this address may post", settings.bind());
        }
        if (settings.redis().isEmpty()) {
            LOG.info("no REDIS_HOST: this server runs without a shared cache");
        }
    }

    private Future<Void> listen(RouteTable routes) {
        Router router = Router.router(vertx);
        Traffic traffic = new Traffic();
        routes.mount(router, traffic, new Cors(settings.access() == Access.TOKEN));
        new Failures(routes, traffic).mount(router);
        metrics.watch(traffic);
        Future<HttpServer> listening =
                new Listener(vertx).listen(settings.bind(), settings.port(), new Door(router, traffic));
        return PortInUse.explain(listening, settings.port(), "SERVER_PORT").map(made -> {
            server = made;
            LOG.info("the API listens on {}:{}", settings.bind(), port());
            return null;
        });
    }
}
