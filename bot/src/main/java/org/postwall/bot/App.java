package org.postwall.bot;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.postwall.bot.broadcast.Discreet;
import org.postwall.bot.broadcast.Handover;
import org.postwall.bot.broadcast.MasterBot;
import org.postwall.bot.broadcast.Pseudonyms;
import org.postwall.bot.broadcast.ServantBot;
import org.postwall.bot.health.BotHealth;
import org.postwall.bot.health.HealthListener;
import org.postwall.bot.server.BroadcastClient;
import org.postwall.bot.server.ServerToken;
import org.postwall.bot.server.WallClient;
import org.postwall.bot.state.MemoryStates;
import org.postwall.bot.state.RedisStates;
import org.postwall.bot.state.States;
import org.postwall.bot.state.SteadyStates;
import org.postwall.bot.state.VeiledStates;
import org.postwall.bot.talk.Bot;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Updates;
import org.postwall.bot.wall.WallBot;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.flood.Budget;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.flood.RedisBudget;
import org.postwall.telegram.health.Dependency;
import org.postwall.telegram.health.Health;
import org.postwall.telegram.health.Metrics;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.updates.Poller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running bots: every object they are made of, created in order, closed in the opposite order. */
public final class App implements Daemon.Running {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    /** The server answers within 5 s even in trouble; three tries stay below what a person waits for. */
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(6);

    private final Vertx vertx;
    private final Settings settings;
    private final AlarmClock clock;
    private final WallClient wall;
    private final List<BroadcastClient> broadcasts = new ArrayList<>();
    private final Optional<RedisLink> redis;
    private final Optional<WebhookListener> webhook;
    private final List<Bot> bots;
    private final Metrics metrics = new Metrics();
    private final Health health;
    private final Optional<HealthListener> healthListener;

    private App(Vertx vertx, Settings settings, Optional<RedisLink> redis) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = AlarmClock.of(vertx);
        this.wall =
                new WallClient(vertx, settings.server(), serverToken(settings.token(), "wall"), SERVER_LIMIT, clock);
        this.redis = redis;
        this.webhook = settings.webhook().map(at -> new WebhookListener(vertx, at, clock));
        this.bots = bots();
        this.health = health();
        this.healthListener = settings.health().map(at -> new HealthListener(vertx, at, health, metrics));
    }

    /** Starts the bots; the server, Redis and Telegram may come later. */
    public static Future<App> start(Vertx vertx, Settings settings) {
        return openRedis(vertx, settings)
                .map(redis -> new App(vertx, settings, redis))
                .compose(app -> app.start()
                        .map(app)
                        .recover(failure -> app.stop().transform(stopped -> Future.failedFuture(failure))));
    }

    /** The port on which it tells how it is, if it does. */
    public OptionalInt healthPort() {
        return healthListener.map(listener -> OptionalInt.of(listener.port())).orElseGet(OptionalInt::empty);
    }

    private Future<Void> start() {
        return started(webhook.map(WebhookListener::start))
                .compose(listening -> started(healthListener.map(HealthListener::start)))
                .onSuccess(listening -> bots.forEach(Bot::start));
    }

    private static Future<Void> started(Optional<Future<Void>> start) {
        return start.orElseGet(Future::succeededFuture);
    }

    @Override
    public Future<Void> stop() {
        health.stopping();
        return Future.join(bots.stream().map(Bot::stop).toList())
                .eventually(() -> webhook.map(WebhookListener::stop).orElseGet(Future::succeededFuture))
                .eventually(() -> redis.map(RedisLink::close).orElseGet(Future::succeededFuture))
                .eventually(() -> healthListener.map(HealthListener::stop).orElseGet(Future::succeededFuture))
                .onComplete(stopped -> {
                    wall.close();
                    broadcasts.forEach(BroadcastClient::close);
                    metrics.close();
                })
                .mapEmpty();
    }

    /** One bot is one line: its token and its conversation. */
    private Bot bot(BotToken token, Conversation conversation) {
        Updates polling = (api, inbox, kinds) -> new Poller(vertx, api, inbox, kinds, clock);
        FloodLimits limits = FloodLimits.TELEGRAM.withBotPerSecond(settings.messagesPerSecond());
        return new Bot(
                new BotApi(vertx, settings.telegram(), token),
                limits,
                redis.<Budget>map(link -> new RedisBudget(link, token, limits, clock))
                        .orElseGet(Budget::alone),
                webhook.<Updates>map(listener -> listener).orElse(polling),
                conversation,
                clock);
    }

    private List<Bot> bots() {
        List<Bot> all = new ArrayList<>();
        Pseudonyms pseudonyms =
                new Pseudonyms(settings.secretKey().orElse(settings.token().value()));
        all.add(bot(settings.token(), new WallBot(settings.token().id(), wall, states(settings.token()))));
        settings.masterToken().ifPresent(token -> all.add(bot(token, new Discreet(master(token, pseudonyms)))));
        settings.servantToken().ifPresent(token -> all.add(bot(token, new Discreet(servant(token, pseudonyms)))));
        return List.copyOf(all);
    }

    private MasterBot master(BotToken token, Pseudonyms pseudonyms) {
        BroadcastClient client = broadcasts(token);
        return new MasterBot(token, pseudonyms, client, client, veiled(token), clock);
    }

    private ServantBot servant(BotToken token, Pseudonyms pseudonyms) {
        BroadcastClient client = broadcasts(token);
        return new ServantBot(pseudonyms, client, new Handover(token, client, clock), states(token));
    }

    private BroadcastClient broadcasts(BotToken token) {
        BroadcastClient client =
                new BroadcastClient(vertx, settings.server(), serverToken(token, "broadcast"), SERVER_LIMIT, clock);
        broadcasts.add(client);
        return client;
    }

    private Optional<ServerToken> serverToken(BotToken token, String scope) {
        String subject = "bot:" + token.id();
        return settings.secretKey().map(key -> new ServerToken(vertx, key, subject, scope, clock));
    }

    /** Waits for the first attempt: an update handled before it would find its conversation forgotten. */
    private static Future<Optional<RedisLink>> openRedis(Vertx vertx, Settings settings) {
        if (settings.redis().isEmpty()) {
            LOG.info("no REDIS_HOST: conversations are kept in memory and forgotten by a restart");
            return Future.succeededFuture(Optional.empty());
        }
        return RedisLink.open(vertx, settings.redis().get(), Clock.systemUTC()).map(Optional::of);
    }

    private States states(BotToken token) {
        return states(token, kept -> kept);
    }

    /** Whoever looks into Redis must not see who the masters are. */
    private States veiled(BotToken token) {
        return states(token, kept -> new VeiledStates(kept, token.value()));
    }

    private States states(BotToken token, UnaryOperator<States> veil) {
        States memory = new MemoryStates(clock);
        return redis.<States>map(link -> new SteadyStates(veil.apply(new RedisStates(link, token.id())), memory))
                .orElse(memory);
    }

    private Health health() {
        List<BotHealth> all = bots.stream()
                .map(bot -> new BotHealth(bot, bot.id() == settings.token().id()))
                .toList();
        all.forEach(one -> one.watch(metrics.registry()));
        List<Dependency> dependencies =
                new ArrayList<>(all.stream().map(BotHealth::telegram).toList());
        dependencies.add(new Dependency("server", true, wall::ready));
        redis.ifPresent(link -> dependencies.add(new Dependency("redis", false, link::ping)));
        return new Health(dependencies, () -> all.stream().allMatch(BotHealth::moves));
    }
}
