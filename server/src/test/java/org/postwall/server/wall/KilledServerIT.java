package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.Main;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.process.FreePort;
import org.postwall.telegram.redis.RedisSettings;

/** A server process that is killed in the middle of its work. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledServerIT {
    private static final int WRITERS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Process> processes = new ArrayList<>();
    private Stores stores;
    private int port;

    @BeforeEach
    void open() throws Exception {
        stores = new RealStores();
        port = FreePort.find();
    }

    @AfterEach
    void close() throws Exception {
        processes.forEach(Process::destroyForcibly);
        pool.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        stores.close();
    }

    @Test
    void after_a_kill_under_posting_every_acknowledged_key_is_there_exactly_once() throws Exception {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        startServer();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(pool.submit(() -> {
                for (int post = 0; !over.get(); post++) {
                    String key = "key " + writer + "-" + post;
                    acknowledged.put(key, persist(key));
                }
                return null;
            }));
        }
        for (int kills = 1; kills <= 3; kills++) {
            int due = kills * 200;
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= due);
            processes.get(processes.size() - 1).destroyForcibly().waitFor();
            startServer();
        }
        int due = acknowledged.size() + 50;
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= due);
        over.set(true);
        for (Future<?> writer : writers) {
            writer.get(60, TimeUnit.SECONDS);
        }
        assertThat(storedKeys()).containsAllEntriesOf(acknowledged);
        assertThat(acknowledged.values()).doesNotHaveDuplicates();
    }

    /** Sends a post until it is acknowledged, as a client that doesn't give up. */
    private long persist(String key) throws InterruptedException {
        JsonObject body = new JsonObject()
                .put("user", new JsonObject().put("userId", "7").put("first_name", "Ann"))
                .put("message", new JsonObject().put("message", "text of " + key));
        HttpRequest request = HttpRequest.newBuilder(at("/api/v1/messages"))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return new JsonObject(answer.body()).getLong("id");
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            } catch (java.io.IOException e) {
                TimeUnit.MILLISECONDS.sleep(50); // the client's pace of trying again
            }
        }
    }

    /** Every stored key with its number; fails where one is stored twice. */
    private Map<String, Long> storedKeys() throws Exception {
        MongoStore mongo = MongoStore.open(vertx, stores.mongo("one"));
        List<JsonObject> found = TwoServersContract.done(mongo.client()
                .find("posts", new JsonObject().put("text", new JsonObject().put("$exists", true))));
        TwoServersContract.done(mongo.close());
        return found.stream()
                .collect(Collectors.toMap(
                        post -> post.getString("text").replaceFirst("^text of ", ""), post -> post.getLong("_id")));
    }

    private void startServer() throws Exception {
        MongoSettings mongo = stores.mongo("one");
        RedisSettings redis = stores.redis().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/killed-server.log")));
        Map<String, String> settings = new HashMap<>();
        settings.put("SERVER_PORT", Integer.toString(port));
        settings.put("API_ACCESS", "open");
        settings.put("MONGO_DB_HOST", mongo.host());
        settings.put("MONGO_PORT", Integer.toString(mongo.port()));
        settings.put("MONGO_DB_NAME", mongo.database());
        settings.put("MONGO_USER", mongo.user().orElseThrow());
        settings.put("MONGO_PASSWORD", mongo.password().orElseThrow());
        settings.put("REDIS_HOST", redis.addresses().get(0).host());
        settings.put("REDIS_PORT", Integer.toString(redis.addresses().get(0).port()));
        settings.put("REDIS_USER", redis.user().orElseThrow());
        settings.put("REDIS_PASSWORD", redis.password().orElseThrow());
        builder.environment().putAll(settings);
        Process process = builder.start();
        processes.add(process);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> client.send(
                                        HttpRequest.newBuilder(at("/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
