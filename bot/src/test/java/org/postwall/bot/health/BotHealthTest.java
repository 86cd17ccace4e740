package org.postwall.bot.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.App;
import org.postwall.bot.Await;
import org.postwall.bot.Chat;
import org.postwall.bot.Settings;
import org.postwall.bot.Telegram;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.PortInUse;

/** The bot's own port, seen by an operator while Telegram and the server come and go. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BotHealthTest {
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = WebClient.create(vertx);
    private final Map<String, String> environment = new HashMap<>();
    private volatile int serverStatus = 200;
    private Telegram telegram;
    private App app;

    @BeforeEach
    void open() {
        HttpServer server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode("/health/ready".equals(request.path()) ? serverStatus : 404)
                        .end("{}"))
                .listen(0, "127.0.0.1"));
        telegram = new Telegram(vertx);
        environment.putAll(Map.of(
                "BOT_TOKEN",
                telegram.token(),
                "TELEGRAM_API_URL",
                telegram.address(),
                "SERVER_HOST",
                "127.0.0.1:" + server.actualPort(),
                "HEALTH_PORT",
                "0"));
    }

    @AfterEach
    void close() {
        if (app != null) {
            Await.result(app.stop());
        }
        telegram.close();
        Await.result(vertx.close());
    }

    @Test
    void with_telegram_and_the_server_there_it_is_ready() {
        start();
        awaitReady(200, "ready");
        JsonObject contact = dependency("telegram");
        assertThat(contact.getString("status")).isEqualTo("up");
        assertThat(contact.getLong("seconds_since_contact")).isBetween(0L, 30L);
        assertThat(dependency("server").getString("status")).isEqualTo("up");
        assertLives();
    }

    @Test
    void without_telegram_it_lives_and_is_not_ready() {
        environment.put("TELEGRAM_API_URL", "http://127.0.0.1:1");
        start();
        awaitReady(503, "unavailable");
        await().untilAsserted(() ->
                assertThat(dependency("telegram").getString("trouble", "")).contains("can't be reached"));
        assertThat(dependency("telegram").containsKey("seconds_since_contact")).isFalse();
        assertLives();
    }

    @Test
    void telegrams_absence_shows_and_is_over_without_an_update() {
        start();
        awaitReady(200, "ready");
        JsonObject broken = new JsonObject().put("error_code", 502).put("description", "Bad Gateway");
        telegram.fault("getUpdates", 3, broken);
        Chat ann = telegram.person("Ann", "en");
        ann.says("/help"); // ends the poll that was already waiting
        awaitReady(503, "unavailable");
        awaitReady(200, "ready");
    }

    @Test
    void a_revoked_token_is_named_and_no_reason_to_be_started_again() {
        telegram.control("POST", "strict", new JsonObject().put("strict", true));
        String unknown = "123456789:AAE_secret-secret-secret";
        environment.put("BOT_TOKEN", unknown);
        start();
        await().untilAsserted(() ->
                assertThat(dependency("telegram").getString("trouble", "")).contains("BotFather"));
        awaitReady(503, "unavailable");
        assertLives();
        assertThat(ask("/health/ready").bodyAsString() + ask("/metrics").bodyAsString())
                .doesNotContain("secret");
    }

    @Test
    void a_further_bot_has_an_entry_of_its_own() {
        telegram.control("POST", "strict", new JsonObject().put("strict", true));
        environment.put("MASTER_BOT_TOKEN", "223456789:AAE_secret-secret-secret");
        start();
        await().untilAsserted(() -> {
            assertThat(dependency("telegram").getString("status")).isEqualTo("up");
            assertThat(dependency("telegram-223456789").getString("trouble", ""))
                    .contains("BotFather");
        });
        awaitReady(503, "unavailable");
    }

    @Test
    void without_the_server_it_is_not_ready() {
        serverStatus = 503;
        start();
        awaitReady(503, "unavailable");
        await().untilAsserted(() ->
                assertThat(dependency("telegram").getString("status")).isEqualTo("up"));
        assertThat(dependency("server").getString("status")).isEqualTo("down");
        serverStatus = 200;
        awaitReady(200, "ready");
    }

    @Test
    void without_redis_it_is_degraded() {
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", "1");
        start();
        awaitReady(200, "degraded");
        assertThat(dependency("redis").getString("status")).isEqualTo("down");
    }

    @Test
    void metrics_count_updates_and_show_telegram() {
        start();
        telegram.person("Ann", "en").says("/start");
        String bot = telegram.token().substring(0, telegram.token().indexOf(':'));
        await().untilAsserted(() -> assertThat(ask("/metrics").bodyAsString())
                .contains("postwall_bot_updates_total{bot=\"" + bot + "\",result=\"handled\"} 1.0")
                .contains("postwall_bot_parked_total{bot=\"" + bot + "\"} 0.0")
                .contains("postwall_bot_telegram_up{bot=\"" + bot + "\"} 1.0")
                .contains("postwall_bot_telegram_contact_seconds{bot=\"" + bot + "\"}")
                .contains("jvm_memory_used_bytes"));
    }

    @Test
    void metrics_show_what_telegrams_limits_cost() {
        start();
        JsonObject flood = new JsonObject()
                .put("error_code", 429)
                .put("description", "Too Many Requests: retry after 3600")
                .put("parameters", new JsonObject().put("retry_after", 3600));
        telegram.fault("sendMessage", 1, flood);
        telegram.person("Ann", "en").says("/start");
        String bot = telegram.token().substring(0, telegram.token().indexOf(':'));
        await().untilAsserted(() -> assertThat(ask("/metrics").bodyAsString())
                .contains("postwall_bot_floods_total{bot=\"" + bot + "\"} 1.0")
                .contains("postwall_bot_waiting{bot=\"" + bot + "\",lane=\"again\"} 1.0")
                .contains("postwall_bot_waiting{bot=\"" + bot + "\",lane=\"bulk\"} 0.0")
                .containsPattern("postwall_bot_silent_seconds_total\\{bot=\"" + bot + "\"} [0-9.]*[1-9]"));
    }

    @Test
    void a_taken_port_is_named_with_its_setting() {
        start();
        environment.put("HEALTH_PORT", "" + app.healthPort().getAsInt());
        assertThatThrownBy(() -> Await.result(App.start(vertx, settings())))
                .isInstanceOf(PortInUse.class)
                .hasMessageContaining("HEALTH_PORT");
    }

    @Test
    void without_a_port_nothing_listens() {
        environment.remove("HEALTH_PORT");
        app = Await.result(App.start(vertx, settings()));
        assertThat(app.healthPort()).isEmpty();
    }

    private void start() {
        app = Await.result(App.start(vertx, settings()));
    }

    private Settings settings() {
        return Settings.from(new Environment(environment));
    }

    private void assertLives() {
        assertThat(ask("/health/live").statusCode()).isEqualTo(200);
        assertThat(ask("/health/live").bodyAsJsonObject()).isEqualTo(new JsonObject().put("status", "live"));
    }

    private void awaitReady(int code, String status) {
        await().untilAsserted(() -> {
            HttpResponse<Buffer> answer = ask("/health/ready");
            assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo(status);
            assertThat(answer.statusCode()).isEqualTo(code);
        });
    }

    private JsonObject dependency(String name) {
        return ask("/health/ready")
                .bodyAsJsonObject()
                .getJsonObject("dependencies")
                .getJsonObject(name);
    }

    private HttpResponse<Buffer> ask(String path) {
        return Await.result(
                client.get(app.healthPort().getAsInt(), "127.0.0.1", path).send());
    }
}
