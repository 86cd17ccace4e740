package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postwall.bot.state.RedisStates;
import org.postwall.server.App;
import org.postwall.server.Settings;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.flood.Cost;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.flood.Lane;
import org.postwall.telegram.flood.RedisBudget;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisSettings;
import org.postwall.telegram.time.AlarmClock;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Two servers on a real MongoDB and one bot's states, all on the same Redis, and people who post and read without pause:
 * no post may fail, and no read may fail or lack what was acknowledged before it began.
 */
final class Crowd implements AutoCloseable {
    private static final String AT_ALL_TIMES = "/api/v1/messages";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final MongoDBContainer mongo = new MongoDBContainer(DockerImageName.parse(
                    Optional.ofNullable(System.getenv("MONGO_IMAGE")).orElse("mongo:6.0"))
            .asCompatibleSubstituteFor("mongo"));
    private final List<App> servers = new ArrayList<>();
    private final List<Future<?>> people = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final RedisLink link;
    private final RedisStates states;

    /** @param redis the settings {@code REDIS_...} that server and bot get */
    Crowd(Map<String, String> redis) throws Exception {
        mongo.start();
        Map<String, String> settings = new HashMap<>(redis);
        settings.putAll(Map.of(
                "SERVER_PORT",
                "0",
                "API_ACCESS",
                "open",
                "MONGO_DB_HOST",
                mongo.getHost(),
                "MONGO_PORT",
                mongo.getMappedPort(27_017).toString(),
                "REDIS_USER",
                RedisAccount.USER,
                "REDIS_PASSWORD",
                RedisAccount.PASSWORD));
        for (int i = 0; i < 2; i++) {
            servers.add(done(App.start(vertx, Settings.from(new Environment(settings)))));
        }
        RedisSettings same = RedisSettings.from(new Environment(settings)).orElseThrow();
        link = done(RedisLink.open(vertx, same, Clock.systemUTC()));
        states = new RedisStates(link, 4242);
        await().atMost(Duration.ofSeconds(20)).until(this::isConnected);
    }

    /** The connection of the bot. */
    RedisLink link() {
        return link;
    }

    void begin() {
        for (int i = 0; i < 4; i++) {
            int one = i % 2;
            people.add(pool.submit(() -> write(one)));
            people.add(pool.submit(() -> read(one)));
        }
    }

    private Void write(int server) throws Exception {
        while (!over.get()) {
            post(server);
            TimeUnit.MILLISECONDS.sleep(5); // a pace, not a wait
        }
        return null;
    }

    private void post(int server) throws Exception {
        JsonObject body = new JsonObject()
                .put("user", new JsonObject().put("userId", "7").put("first_name", "Ann"))
                .put("message", new JsonObject().put("message", "hello"));
        long began = System.nanoTime();
        HttpResponse<String> answer = request(HttpRequest.newBuilder(at(server, AT_ALL_TIMES))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        acknowledged.incrementAndGet();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    private Void read(int server) throws Exception {
        while (!over.get()) {
            int due = acknowledged.get();
            long began = System.nanoTime();
            HttpResponse<String> answer = request(
                    HttpRequest.newBuilder(at(server, AT_ALL_TIMES + "?start=" + reads.get() % 300 + "&range=20")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(new JsonObject(answer.body()).getInteger("total_count")).isGreaterThanOrEqualTo(due);
            reads.incrementAndGet();
        }
        return null;
    }

    /** Waits until people got somewhere, so that what happens meets some of them. */
    void goOn() {
        int posts = acknowledged.get() + 8;
        int pages = reads.get() + 200;
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(people).noneMatch(Future::isDone);
            return acknowledged.get() >= posts && reads.get() >= pages;
        });
    }

    /** Waits until the servers and the bot have Redis again, by themselves. */
    void awaitConnected(Duration limit) {
        await().atMost(limit).until(this::isConnected);
    }

    private boolean isConnected() throws Exception {
        for (int i = 0; i < servers.size(); i++) {
            if (!request(HttpRequest.newBuilder(at(i, "/health/ready"))).body().contains("\"ready\"")) {
                return false;
            }
        }
        return link.session().isPresent();
    }

    /**
     * Keeps, finds and forgets where the bot stands with many chats, whose keys lie all over a cluster, and shares its
     * limits.
     */
    void talk() throws Exception {
        for (long chat = 1; chat <= 20; chat++) {
            JsonObject state = new JsonObject().put("step", chat);
            done(states.put(chat, state));
            assertThat(done(states.get(chat))).contains(state);
            done(states.remove(chat));
            assertThat(done(states.get(chat))).isEmpty();
        }
        RedisBudget budget = new RedisBudget(
                link, new BotToken("4242:AAE-of-a-bot-that-nobody-has"), FloodLimits.TELEGRAM, AlarmClock.of(vertx));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            done(budget.take("-100", Cost.MESSAGE, Lane.INTERACTIVE));
            return budget.isShared();
        });
    }

    /** Ends it all, and fails if anybody saw anything wrong. */
    void end() throws Exception {
        goOn();
        over.set(true);
        for (Future<?> each : people) {
            each.get(20, TimeUnit.SECONDS);
        }
        for (int server = 0; server < 2; server++) {
            String page = request(HttpRequest.newBuilder(at(server, AT_ALL_TIMES + "?range=1")))
                    .body();
            assertThat(new JsonObject(page).getInteger("total_count")).isEqualTo(acknowledged.get());
        }
    }

    private URI at(int server, String path) {
        return URI.create("http://127.0.0.1:" + servers.get(server).port() + path);
    }

    private HttpResponse<String> request(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    static <T> T done(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        over.set(true);
        pool.shutdownNow();
        for (App server : servers) {
            stopped(server.stop());
        }
        stopped(link.close());
        stopped(vertx.close());
        mongo.stop();
    }

    /** Waits, and doesn't care how it went. */
    private static void stopped(io.vertx.core.Future<Void> future) {
        future.otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
    }
}
