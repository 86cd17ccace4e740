package org.postwall.server;

import io.micrometer.core.instrument.Tags;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwall.server.broadcast.BroadcastParts;
import org.postwall.server.broadcast.Servant;
import org.postwall.server.health.TrafficMetrics;
import org.postwall.server.http.Cors;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Site;
import org.postwall.server.outbox.Outbox;
import org.postwall.server.outbox.OutboxRoutes;
import org.postwall.server.pages.AdminPage;
import org.postwall.server.pages.DocsPage;
import org.postwall.server.pages.WallPage;
import org.postwall.server.security.Access;
import org.postwall.server.security.Guards;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;
import org.postwall.server.store.MongoStore;
import org.postwall.server.wall.WallParts;
import org.postwall.server.wall.WallRoutes;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.flood.Budget;
import org.postwall.telegram.flood.RedisBudget;
import org.postwall.telegram.health.Dependency;
import org.postwall.telegram.health.GateMetrics;
import org.postwall.telegram.health.Health;
import org.postwall.telegram.health.Metrics;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.process.PortInUse;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: every object it is made of, created in order, closed in the opposite order. */
public final class App implements Daemon.Running {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    /** What is left of ten seconds when everything else has been closed too. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

    private static final Duration LAST_SENDS = Duration.ofSeconds(3);
    /** How long a client may take to send a body. */
    private static final Duration BODY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final MongoStore mongo;
    private final Health health;
    private Optional<RedisLink> redis = Optional.empty();
    private WallParts wall;
    private Outbox outbox;
    private Servant servant;
    private ServantLine line;
    private RouteTable routes;
    private Site site;
    private HttpServer server;
    private Future<Void> stopped;

    private App(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        mongo = MongoStore.open(vertx, settings.mongo());
        List<Dependency> dependencies = new ArrayList<>();
        dependencies.add(new Dependency("mongodb", true, mongo::ping));
        settings.redis().ifPresent(there -> dependencies.add(new Dependency("redis", false, this::pingRedis)));
        health = new Health(dependencies);
    }

    private Future<Void> pingRedis() {
        return redis.isPresent() ? redis.get().ping() : Future.failedFuture("not connected yet");
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

    RouteTable routes() {
        return routes;
    }

    @Override
    public synchronized Future<Void> stop() {
        if (stopped == null) {
            stopped = end();
        }
        return stopped;
    }

    private Future<Void> end() {
        health.stopping();
        return drained()
                .compose(quiet -> sent())
                .eventually(() -> wall == null ? Future.succeededFuture() : wall.stop())
                .eventually(() -> server == null
                        ? Future.succeededFuture()
                        : server.shutdown(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS))
                .eventually(() -> redis.map(RedisLink::close).orElse(Future.succeededFuture()))
                .eventually(mongo::close)
                .eventually(() -> {
                    metrics.close();
                    return Future.succeededFuture();
                });
    }

    /** What was handed to Telegram is known to have arrived or not, or nearly so: the process must end in time. */
    private Future<Void> sent() {
        if (outbox == null) {
            return Future.succeededFuture();
        }
        servant.stop();
        return outbox.stop()
                .timeout(LAST_SENDS.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> LOG.warn("some messages were on their way too long to be waited for"))
                .otherwiseEmpty()
                .onComplete(done -> line.close());
    }

    @Override
    public Duration drain() {
        return settings.drain();
    }

    /** Time for whoever sends requests here to see that this server is not ready any more, and to stop doing so. */
    private Future<Void> drained() {
        if (server == null || settings.drain().isZero()) {
            return Future.succeededFuture();
        }
        LOG.info(
                "stopping in {} s, until then requests are answered",
                settings.drain().toSeconds());
        site.drain();
        return vertx.timer(settings.drain().toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Void> start() {
        warn();
        Optional<Tokens> tokens = settings.secret().map(secret -> new Tokens(vertx, secret, clock));
        Guards guards = new Guards(settings.access(), settings.onLoopback(), tokens);
        return openRedis().compose(opened -> {
            wall = new WallParts(vertx, mongo, redis, settings.scratch(), clock, metrics.registry());
            WallRoutes wallRoutes = new WallRoutes(wall.wall(), clock);
            outbox = new Outbox(vertx, mongo, clock, metrics.registry());
            BroadcastParts broadcast = broadcast();
            WallPage page = new WallPage(settings.access(), settings.chatUrl());
            routes = Api.table(
                    guards,
                    new JsonBody(BODY),
                    wallRoutes,
                    broadcast,
                    new OutboxRoutes(outbox),
                    page,
                    new AdminPage(),
                    new DocsPage(),
                    health,
                    metrics);
            return wall.start().compose(ready -> listen());
        });
    }

    private BroadcastParts broadcast() {
        BroadcastDispatch dispatch = new BroadcastDispatch(outbox);
        BroadcastParts broadcast =
                new BroadcastParts(vertx, mongo, settings.secret(), settings.broadcast(), dispatch, dispatch, clock);
        outbox.add(new BroadcastProducer(broadcast.audience(), broadcast.letters()));
        line = new ServantLine(vertx, settings.telegram(), this::budget, outbox, broadcast.letters());
        new GateMetrics(metrics.registry(), "postwall.outbox", Tags.empty()).watch(line.count());
        servant = broadcast.servant();
        servant.watch(line::use);
        return broadcast;
    }

    /** The bot's own process answers people by the same token: all count together. */
    private Budget budget(BotToken bot) {
        return redis.<Budget>map(
                        link -> new RedisBudget(link, bot, settings.telegram().limits(), AlarmClock.of(vertx)))
                .orElseGet(Budget::alone);
    }

    private Future<Void> openRedis() {
        if (settings.redis().isEmpty()) {
            return Future.succeededFuture();
        }
        return RedisLink.open(vertx, settings.redis().get(), clock).map(link -> {
            redis = Optional.of(link);
            return null;
        });
    }

    private void warn() {
        if (settings.access() == Access.OPEN && !settings.onLoopback()) {
            LOG.warn("API_ACCESS=open on {}: anyone who reaches this address may post", settings.bind());
        }
        if (settings.secret().filter(Secret::isPublished).isPresent()) {
            LOG.warn("SECRET_KEY is the published one: whoever read it can sign tokens for this wall."
                    + " `./run secrets` makes secrets of your own");
        }
        if (settings.redis().isEmpty()) {
            LOG.info("no REDIS_HOST: this server runs without a shared cache");
        }
    }

    private Future<Void> listen() {
        site = new Site(vertx, routes, new Cors(settings.access() == Access.TOKEN));
        new TrafficMetrics(metrics.registry()).watch(site.traffic());
        Future<HttpServer> listening = site.listen(settings.bind(), settings.port());
        return PortInUse.explain(listening, settings.port(), "SERVER_PORT").map(made -> {
            server = made;
            LOG.info("the API listens on {}:{}", settings.bind(), port());
            return null;
        });
    }
}
