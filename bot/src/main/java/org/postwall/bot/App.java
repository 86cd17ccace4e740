package org.postwall.bot;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.postwall.bot.server.ServerToken;
import org.postwall.bot.server.WallClient;
import org.postwall.bot.state.MemoryStates;
import org.postwall.bot.state.RedisStates;
import org.postwall.bot.state.States;
import org.postwall.bot.state.SteadyStates;
import org.postwall.bot.talk.Bot;
import org.postwall.bot.wall.WallBot;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running bots: every object they are made of, created in order, closed in the opposite order. */
public final class App implements Daemon.Running {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(6);

    private final WallClient wall;
    private final States states;
    private final Bot wallBot;

    private App(Vertx vertx, Settings settings) {
        AlarmClock clock = AlarmClock.of(vertx);
        BotToken token = settings.token();
        Optional<ServerToken> serverToken =
                settings.secretKey().map(key -> new ServerToken(vertx, key, "bot:" + token.id(), "wall", clock));
        wall = new WallClient(vertx, settings.server(), serverToken, SERVER_LIMIT, clock);
        states = states(vertx, settings, clock);
        FloodLimits limits = FloodLimits.TELEGRAM.withBotPerSecond(settings.messagesPerSecond());
        BotApi api = new BotApi(vertx, settings.telegram(), token);
        wallBot = new Bot(vertx, api, limits, new WallBot(token.id(), wall, states), clock);
    }

    /** Starts the bots; the server, Redis and Telegram may come later. */
    public static Future<App> start(Vertx vertx, Settings settings) {
        App app = new App(vertx, settings);
        app.wallBot.start();
        return Future.succeededFuture(app);
    }

    @Override
    public Future<Void> stop() {
        return wallBot.stop().onComplete(stopped -> wall.close()).eventually(states::close);
    }

    private static States states(Vertx vertx, Settings settings, AlarmClock clock) {
        States memory = new MemoryStates(clock);
        if (settings.redis().isEmpty()) {
            LOG.info("no REDIS_HOST: conversations are kept in memory and forgotten by a restart");
            return memory;
        }
        long bot = settings.token().id();
        return new SteadyStates(new RedisStates(vertx, settings.redis().get(), bot, clock), memory);
    }
}
