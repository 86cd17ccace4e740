package org.postwall.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postwall.simulator.api.BotApi;
import org.postwall.simulator.api.Downloads;
import org.postwall.simulator.api.Methods;
import org.postwall.simulator.calls.CallLog;
import org.postwall.simulator.control.Control;
import org.postwall.simulator.faults.Faults;
import org.postwall.simulator.limits.Limits;
import org.postwall.simulator.page.ChatPage;
import org.postwall.simulator.world.World;

/**
 * A running simulator of Telegram: Bot API, control routes and chat page on one port.
 *
 * <p>{@code /health/live} says that it runs, to whoever asks. The page and the control routes answer only under a loopback
 * name, wherever it listens.
 */
public final class Simulator {
    private final Vertx vertx;
    private final Service service;
    private final String deployment;
    private Future<Void> stopped;

    private Simulator(Vertx vertx, Service service, String deployment) {
        this.vertx = vertx;
        this.service = service;
        this.deployment = deployment;
    }

    /** A bot that was made: its number, name and secret token. */
    public record BotAccount(long id, String username, String token) {}

    /** Starts one; fails with a {@link java.net.BindException} if the port is in use. */
    public static Future<Simulator> start(Vertx vertx, SimulatorOptions options) {
        Service service = new Service(options);
        return vertx.deployVerticle(service).map(id -> new Simulator(vertx, service, id));
    }

    public int port() {
        return service.server.actualPort();
    }

    /** Makes a bot; without a token it gets a new one. */
    public Future<BotAccount> addBot(String username, String firstName, Optional<String> token) {
        return run(world -> {
            var bot = world.bots().add(username, firstName, token);
            return new BotAccount(bot.id(), bot.username(), bot.token());
        });
    }

    /** Does something with the world on its own event loop. */
    public <T> Future<T> run(Function<World, T> action) {
        Promise<T> done = Promise.promise();
        service.loop.runOnContext(now -> {
            try {
                done.complete(action.apply(service.world));
            } catch (RuntimeException failure) {
                done.fail(failure);
            }
        });
        return done.future();
    }

    /** Answers waiting polls and ends; takes no longer than a second. */
    public synchronized Future<Void> stop() {
        if (stopped == null) {
            stopped = vertx.undeploy(deployment);
        }
        return stopped;
    }

    /** The part that lives on one event loop. */
    private static final class Service extends VerticleBase {
        private final SimulatorOptions options;
        private World world;
        private HttpServer server;
        private Context loop;

        Service(SimulatorOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            loop = context;
            Clock clock = options.clock();
            world = new World(vertx, clock);
            Limits limits = new Limits(clock);
            Faults faults = new Faults();
            CallLog calls = new CallLog();
            Methods methods = new Methods(vertx, clock, world, limits);
            BotApi api = new BotApi(vertx, clock, world, methods, faults, calls);
            Downloads downloads = new Downloads(world);
            Router router = Router.router(vertx);
            router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "live")));
            ChatPage.mount(router, world, options.wallUrl());
            new Control(world, limits, faults, calls).mount(router, methods);
            server = vertx.createHttpServer(new HttpServerOptions()
                    .setHandle100ContinueAutomatically(true)
                    .setMaxInitialLineLength(1 << 18)
                    .setMaxHeaderSize(1 << 16)
                    .setMaxFormAttributeSize(1 << 24)
                    .setMaxFormFields(1024)
                    .setMaxFormBufferedBytes(1 << 16));
            return server.requestHandler(request -> route(request, api, downloads, router))
                    .listen(options.port(), options.bind());
        }

        private static void route(HttpServerRequest request, BotApi api, Downloads downloads, Router router) {
            String path = request.path() == null ? "" : request.path();
            if (path.startsWith("/bot")) {
                api.handle(request);
            } else if (path.startsWith("/file/bot")) {
                downloads.handle(request);
            } else {
                router.handle(request);
            }
        }

        @Override
        public Future<?> stop() {
            world.forget();
            return server.shutdown(500, TimeUnit.MILLISECONDS);
        }
    }
}
