package org.postwall.bot.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.health.Health;
import org.postwall.telegram.health.Metrics;
import org.postwall.telegram.process.PortInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on which an operator asks how the bots are. */
public final class HealthListener {
    private static final Logger LOG = LoggerFactory.getLogger(HealthListener.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

    private final HealthSettings settings;
    private final HttpServer server;

    public HealthListener(Vertx vertx, HealthSettings settings, Health health, Metrics metrics) {
        this.settings = settings;
        Router router = Router.router(vertx);
        router.get("/health/live").handler(health::live);
        router.get("/health/ready").handler(health::ready);
        router.get("/metrics").handler(metrics::scrape);
        HttpServerOptions options = new HttpServerOptions();
        options.setIdleTimeout((int) IDLE.toSeconds());
        this.server = vertx.createHttpServer(options).requestHandler(router);
    }

    /** Begins to listen; fails with {@link PortInUse} where another program holds the port. */
    public Future<Void> start() {
        return PortInUse.explain(server.listen(settings.port(), settings.bind()), settings.port(), "HEALTH_PORT")
                .map(listening -> {
                    LOG.info("health is told at {}:{}", settings.bind(), port());
                    return null;
                });
    }

    /** The port it really listens on. */
    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        return server.shutdown(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
