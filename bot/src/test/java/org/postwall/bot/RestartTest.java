package org.postwall.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.FreePort;
import redis.embedded.RedisServer;

/** Conversations across restarts of the bot and of Redis, and by webhook; with a real redis-server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartTest {
    private final Vertx vertx = Vertx.vertx();
    private final int redisPort = FreePort.find();
    private final Map<String, String> environment = new HashMap<>();
    private Telegram telegram;
    private WallStub wall;
    private RedisServer redis;
    private Chat ann;
    private App app;

    @BeforeEach
    void open() throws IOException {
        telegram = new Telegram(vertx);
        wall = new WallStub(vertx);
        ann = telegram.person("Ann", "en");
        environment.putAll(Map.of(
                "BOT_TOKEN", telegram.token(),
                "TELEGRAM_API_URL", telegram.address(),
                "SERVER_HOST", wall.address(),
                "REDIS_HOST", "127.0.0.1",
                "REDIS_PORT", "" + redisPort));
        startRedis();
    }

    @AfterEach
    void close() throws IOException {
        Await.result(app.stop());
        redis.stop();
        wall.close();
        telegram.close();
        Await.result(vertx.close());
    }

    @Test
    void a_question_survives_a_restart_of_the_bot() {
        app = start();
        ask();
        Await.result(app.stop());
        app = start();
        ann.says("written after the restart");
        await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("written after the restart"));
    }

    @Test
    void a_question_survives_the_loss_of_redis() throws IOException {
        app = start();
        ask();
        redis.stop();
        ann.says("without redis");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        startRedis();
        ann.says("not asked for");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(wall.texts()).containsExactly("without redis");
    }

    @Test
    void a_bot_whose_redis_and_wall_are_away_starts_all_the_same() throws IOException {
        redis.stop();
        environment.put("SERVER_HOST", "127.0.0.1:1");
        app = start();
        ask();
        ann.says("nobody there");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("could not be stored"));
        startRedis();
    }

    @Test
    void a_bot_without_telegram_starts_and_stops() {
        environment.put("TELEGRAM_API_URL", "http://127.0.0.1:1");
        app = start();
        assertThat(wall.texts()).isEmpty();
    }

    @Test
    void telegram_may_deliver_by_webhook() {
        int port = FreePort.find();
        environment.put("WEBHOOK_PORT", "" + port);
        environment.put("WEBHOOK_URL", "http://127.0.0.1:" + port + "/hooks");
        app = start();
        ask();
        ann.says("by webhook");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        assertThat(wall.texts()).containsExactly("by webhook");
        assertThat(telegram.calls("getUpdates")).isEmpty();
    }

    private App start() {
        return Await.result(App.start(vertx, Settings.from(new Environment(environment))));
    }

    private void ask() {
        ann.says("/start");
        await().untilAsserted(() -> assertThat(ann.said()).isNotEmpty());
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
    }

    private void startRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
    }
}
