package org.postwall.server.wall;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postwall.server.App;
import org.postwall.server.RunningServer;
import org.postwall.server.Settings;
import org.postwall.server.TelegramSettings;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;
import org.postwall.server.store.MongoStore;

/** What two servers on the same stores promise together. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoServersContract {
    private static final Secret SECRET = new Secret("a secret of thirty-two bytes or more");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<App> apps = new ArrayList<>();
    private Stores stores;
    private MongoStore mongo;

    abstract Stores open() throws Exception;

    @BeforeAll
    void openStores() throws Exception {
        stores = open();
    }

    private void start(String database) throws Exception {
        mongo = MongoStore.open(vertx, stores.mongo(database));
        done(mongo.client().removeDocuments("posts", new JsonObject()));
        done(mongo.client().removeDocuments("counters", new JsonObject()));
        for (int i = 0; i < 2; i++) {
            Settings settings = new Settings(
                    "127.0.0.1",
                    0,
                    Access.OPEN,
                    Optional.of(SECRET),
                    stores.mongo(database),
                    stores.redis(),
                    Optional.empty(),
                    RunningServer.SCRATCH,
                    TelegramSettings.usual(),
                    BroadcastTokens.none(),
                    Duration.ZERO);
            apps.add(done(App.start(vertx, settings)));
        }
    }

    @AfterEach
    void stopServers() throws Exception {
        for (App app : apps) {
            done(app.stop());
        }
        apps.clear();
        if (mongo != null) {
            done(mongo.close());
        }
    }

    @AfterAll
    void closeStores() throws Exception {
        pool.shutdownNow();
        done(vertx.close());
        if (stores != null) {
            stores.close();
        }
    }

    @Test
    void what_one_server_stored_or_removed_the_other_shows_at_once() throws Exception {
        start("one");
        for (int i = 0; i < 300; i++) {
            long number = post(i % 2, "text " + i);
            assertThat(page(1 - i % 2, "?range=1").getJsonArray("messages").getJsonObject(0))
                    .isEqualTo(one((i + 1) % 2, number));
        }
        for (long number : new long[] {5, 130, 300}) {
            assertThat(remove(0, number)).isEqualTo(204);
            JsonObject all = page(1, "");
            assertThat(numbers(all)).doesNotContain(number);
            assertThat(all.getLong("total_count")).isEqualTo(numbers(all).size());
            assertThat(get(1, "/" + number).statusCode()).isEqualTo(404);
            assertThat(remove(1, number)).isEqualTo(404);
        }
        List<Long> expected = LongStream.iterate(300, number -> number > 0, number -> number - 1)
                .filter(number -> number != 5 && number != 130 && number != 300)
                .boxed()
                .toList();
        List<Long> walked = new ArrayList<>();
        for (int start = 0; start < 310; start += 7) {
            walked.addAll(numbers(page(start % 2, "?start=" + start + "&range=7")));
        }
        assertThat(walked).isEqualTo(expected);
        assertThat(numbers(page(0, "?before=131&range=2"))).containsExactly(129L, 128L);
    }

    @Test
    void posts_removed_by_hand_are_gone_everywhere_within_five_seconds() throws Exception {
        start("one");
        for (int i = 0; i < 200; i++) {
            post(0, "text " + i);
        }
        assertThat(numbers(page(1, ""))).hasSize(200);
        for (long number : new long[] {3, 128, 200}) {
            done(mongo.client().removeDocument("posts", new JsonObject().put("_id", number)));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                for (int server = 0; server < 2; server++) {
                    JsonObject page = page(server, "");
                    assertThat(numbers(page)).doesNotContain(number);
                    assertThat(page.getLong("total_count"))
                            .isEqualTo(page.getJsonArray("messages").size());
                    assertThat(get(server, "/" + number).statusCode()).isEqualTo(404);
                }
            });
        }
        assertThat(post(0, "after all")).isEqualTo(201);
        assertThat(numbers(page(1, ""))).hasSize(198);
    }

    @Test
    void a_key_sent_to_both_servers_at_once_is_stored_once() throws Exception {
        start("two");
        List<Callable<JsonObject>> posts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int server = i % 2;
            String key = "key " + i / 4;
            posts.add(() -> new JsonObject(send(server, "text of " + key, key).body()).put("key", key));
        }
        List<JsonObject> answers = new ArrayList<>();
        for (Future<JsonObject> answer : pool.invokeAll(posts)) {
            answers.add(answer.get());
        }
        IntStream.range(0, 50)
                .forEach(i -> assertThat(answers.stream()
                                .filter(answer -> answer.getString("key").equals("key " + i))
                                .map(answer -> answer.getLong("id"))
                                .distinct())
                        .hasSize(1));
        assertThat(page(0, "?range=1").getLong("total_count")).isEqualTo(50);
        assertThat(send(1, "another text", "key 7").statusCode()).isEqualTo(422);
    }

    @Test
    void a_long_answer_is_streamed_whole() throws Exception {
        start("two");
        List<JsonObject> documents = new ArrayList<>();
        for (long number = 1; number <= 3000; number++) {
            documents.add(new JsonObject()
                    .put("_id", number)
                    .put("author", new JsonObject().put("id", "7").put("first_name", "Ann"))
                    .put("text", "text " + number)
                    .put("at", "2026-11-21T10:00:00Z"));
        }
        done(mongo.client()
                .bulkWrite(
                        "posts",
                        documents.stream()
                                .map(io.vertx.ext.mongo.BulkOperation::createInsert)
                                .toList()));
        done(mongo.client()
                .updateCollection(
                        "counters",
                        new JsonObject().put("_id", "wall"),
                        new JsonObject().put("$set", new JsonObject().put("n", 3000L))));
        // Done behind the wall's back, so a beat from before may still vouch for what was, for a second.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> page(0, "?range=1").getLong("total_count") == 3000
                        && page(1, "?range=1").getLong("total_count") == 3000);
        JsonObject all = page(0, "");
        assertThat(numbers(all))
                .isEqualTo(LongStream.iterate(3000, number -> number > 0, number -> number - 1)
                        .boxed()
                        .toList());
        assertThat(all.getLong("total_count")).isEqualTo(3000);
        assertThat(numbers(page(1, "?start=2990"))).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void while_Redis_is_frozen_emptied_and_killed_nothing_fails_and_nothing_is_stale() throws Exception {
        start("three");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int writer = i;
            clients.add(pool.submit(() -> {
                for (int post = 0; !over.get(); post++) {
                    long began = System.nanoTime();
                    post(writer % 2, "text " + writer + "-" + post);
                    acknowledged.incrementAndGet();
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
                    TimeUnit.MILLISECONDS.sleep(5); // a pace, not a wait
                }
                return null;
            }));
        }
        for (int i = 0; i < 4; i++) {
            int reader = i;
            clients.add(pool.submit(() -> {
                while (!over.get()) {
                    int due = acknowledged.get();
                    long began = System.nanoTime();
                    JsonObject page = page(reader % 2, "?range=" + (1 + reads.get() % 50));
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
                    assertThat(page.getLong("total_count")).isGreaterThanOrEqualTo(due);
                    reads.incrementAndGet();
                }
                return null;
            }));
        }
        for (int round = 0; round < 2; round++) {
            progress(acknowledged, reads);
            stores.freezeRedis();
            progress(acknowledged, reads);
            stores.thawRedis();
            progress(acknowledged, reads);
            stores.emptyRedis();
            stores.emptyRedis();
            progress(acknowledged, reads);
            stores.killRedis();
            progress(acknowledged, reads);
            stores.restartRedis();
        }
        progress(acknowledged, reads);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            for (App app : apps) {
                assertThat(request(HttpRequest.newBuilder(at(app, "/health/ready")))
                                .body())
                        .contains("\"ready\"");
            }
        });
        over.set(true);
        for (Future<?> each : clients) {
            each.get(20, TimeUnit.SECONDS);
        }
        assertThat(reads.get()).isGreaterThan(3000);
        assertThat(page(0, "?range=1").getLong("total_count")).isEqualTo(acknowledged.get());
    }

    /** Waits until the clients got somewhere, so that every kind of trouble meets some of them. */
    private static void progress(AtomicInteger acknowledged, AtomicInteger reads) {
        int posts = acknowledged.get() + 8;
        int pages = reads.get() + 300;
        await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.get() >= posts && reads.get() >= pages);
    }

    private long post(int server, String text) throws Exception {
        HttpResponse<String> answer = send(server, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getLong("id");
    }

    private HttpResponse<String> send(int server, String text, String... key) throws Exception {
        JsonObject body = new JsonObject()
                .put("user", new JsonObject().put("userId", "7").put("first_name", "Ann"))
                .put("message", new JsonObject().put("message", text));
        HttpRequest.Builder request = HttpRequest.newBuilder(at(apps.get(server), "/api/v1/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        Arrays.stream(key).forEach(each -> request.header("Idempotency-Key", each));
        return request(request);
    }

    private int remove(int server, long number) throws Exception {
        String token = new Tokens(vertx, SECRET, Clock.systemUTC())
                .issue("moderator", List.of("moderate"), Duration.ofHours(1));
        return request(HttpRequest.newBuilder(at(apps.get(server), "/api/v1/messages/" + number))
                        .header("Authorization", "Bearer " + token)
                        .DELETE())
                .statusCode();
    }

    private HttpResponse<String> get(int server, String rest) throws Exception {
        return request(HttpRequest.newBuilder(at(apps.get(server), "/api/v1/messages" + rest)));
    }

    private JsonObject page(int server, String query) throws Exception {
        HttpResponse<String> answer = get(server, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private JsonObject one(int server, long number) throws Exception {
        return new JsonObject(get(server, "/" + number).body());
    }

    private HttpResponse<String> request(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI at(App app, String path) {
        return URI.create("http://127.0.0.1:" + app.port() + path);
    }

    private static List<Long> numbers(JsonObject page) {
        return page.getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getLong("id"))
                .toList();
    }

    static <T> T done(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
