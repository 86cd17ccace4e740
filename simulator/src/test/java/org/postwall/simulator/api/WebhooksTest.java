package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhooksTest {
    private final Lab lab = new Lab().liftLimits();
    private BotAccount bot;

    @BeforeEach
    void aBotThatAnnKnows() {
        bot = lab.bot("wall_bot");
        lab.annWrites(bot, "/start");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private final List<JsonObject> arrived = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private volatile String reply = "";

    private String address() {
        HttpServer server = Lab.await(
                lab.vertx().createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
        return "http://127.0.0.1:" + server.actualPort() + "/hook";
    }

    private void take(HttpServerRequest request) {
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        request.body().onSuccess(body -> {
            arrived.add(body.toJsonObject());
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(reply);
        });
    }

    private Answer set(String url) {
        return lab.call(bot, "setWebhook", new JsonObject().put("url", url).put("secret_token", "s-3_cret"));
    }

    private JsonObject info() {
        return lab.call(bot, "getWebhookInfo", new JsonObject()).result();
    }

    @Test
    void updates_are_delivered_with_the_secret() {
        assertThat(set(address()).ok().getString("description")).isEqualTo("Webhook was set");
        lab.annWrites(bot, "two");
        Awaitility.await().until(() -> arrived.size() == 2);
        assertThat(arrived.get(0).getJsonObject("message").getString("text")).isEqualTo("/start");
        assertThat(arrived.get(1).getJsonObject("message").getString("text")).isEqualTo("two");
        assertThat(headers).containsEntry("x-telegram-bot-api-secret-token", "s-3_cret");
        Awaitility.await().until(() -> info().getInteger("pending_update_count") == 0);
    }

    @Test
    void a_refused_update_is_tried_again_and_holds_up_its_chat() {
        status = 500;
        set(address());
        lab.annWrites(bot, "two");
        Awaitility.await().until(() -> info().containsKey("last_error_message"));
        assertThat(info().getString("last_error_message"))
                .isEqualTo("Wrong response from the webhook: 500 Internal Server Error");
        assertThat(info().getInteger("pending_update_count")).isEqualTo(2);
        status = 200;
        Awaitility.await().until(() -> info().getInteger("pending_update_count") == 0);
        List<String> texts = arrived.stream()
                .map(update -> update.getJsonObject("message").getString("text"))
                .toList();
        assertThat(texts).endsWith("/start", "two").doesNotContainSequence("two", "/start");
    }

    @Test
    void an_address_that_asks_for_a_pause_is_left_alone_for_it() {
        AtomicInteger tries = new AtomicInteger();
        List<Long> times = new CopyOnWriteArrayList<>();
        HttpServer server = Lab.await(lab.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    times.add(System.nanoTime());
                    int code = tries.incrementAndGet() == 1 ? 503 : 200;
                    request.response()
                            .setStatusCode(code)
                            .putHeader("Retry-After", "2")
                            .end();
                })
                .listen(0, "127.0.0.1"));
        set("http://127.0.0.1:" + server.actualPort() + "/");
        Awaitility.await().until(() -> times.size() == 2);
        assertThat(times.get(1) - times.get(0)).isGreaterThan(1_900_000_000L);
    }

    @Test
    void an_address_that_nobody_serves_is_an_error_to_be_seen() {
        set("http://127.0.0.1:1/hook");
        Awaitility.await().until(() -> "Connection refused".equals(info().getString("last_error_message")));
    }

    @Test
    void chats_are_delivered_side_by_side_up_to_the_allowed_number() {
        AtomicInteger open = new AtomicInteger();
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        HttpServer server = Lab.await(lab.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    open.incrementAndGet();
                    held.add(request);
                })
                .listen(0, "127.0.0.1"));
        for (int person = 201; person < 206; person++) {
            lab.writes(bot, Lab.person(person, "P" + person), "hi");
        }
        JsonObject params = new JsonObject()
                .put("url", "http://localhost:" + server.actualPort() + "/")
                .put("max_connections", 3);
        lab.call(bot, "setWebhook", params).ok();
        Awaitility.await().until(() -> open.get() == 3);
        held.get(0).response().end();
        Awaitility.await().until(() -> open.get() == 4);
    }

    @Test
    void a_method_in_the_answer_is_called() {
        reply = new JsonObject()
                .put("method", "sendMessage")
                .put("chat_id", 101)
                .put("text", "pong")
                .encode();
        set(address());
        Awaitility.await().until(() -> lab.shows(101, bot).size() == 2);
        assertThat(lab.shows(101, bot).getJsonObject(1).getString("text")).isEqualTo("pong");
        assertThat(lab.get("/simulator/calls?method=sendMessage").array()).hasSize(1);
    }

    @Test
    void setting_a_webhook_ends_a_poll_and_forbids_others() {
        lab.updates(bot);
        Future<Answer> waiting = lab.callLater(bot, "getUpdates", new JsonObject().put("timeout", 30));
        lab.get("/simulator/bots");
        String url = address();
        set(url);
        assertThat(Lab.await(waiting).description()).isEqualTo("Conflict: terminated by setWebhook request");
        Answer refused = lab.call(bot, "getUpdates", new JsonObject());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.description())
                .isEqualTo("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
                        + " the webhook first");
        assertThat(set(url).ok().getString("description")).isEqualTo("Webhook is already set");
        assertThat(lab.call(bot, "deleteWebhook", new JsonObject()).ok().getString("description"))
                .isEqualTo("Webhook was deleted");
        assertThat(info().getString("url")).isEmpty();
        lab.call(bot, "getUpdates", new JsonObject()).ok();
    }

    @Test
    void waiting_updates_can_be_dropped() {
        lab.call(bot, "deleteWebhook", new JsonObject().put("drop_pending_updates", true))
                .ok();
        assertThat(lab.updates(bot)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/x, bad webhook: An HTTPS URL must be provided for webhook",
        "https://example.com:8080/x, bad webhook: Webhook can be set up only on ports 80; 88; 443 or 8443",
        "https://, invalid webhook URL specified",
        "ftp://127.0.0.1/x, bad webhook: An HTTPS URL must be provided for webhook"
    })
    void wrong_addresses_are_refused(String url, String complaint) {
        assertThat(set(url).description()).isEqualTo("Bad Request: " + complaint.replace(';', ','));
    }

    @Test
    void a_secret_of_wrong_characters_is_refused() {
        JsonObject params = new JsonObject().put("url", "http://127.0.0.1:1/").put("secret_token", "a b");
        assertThat(lab.call(bot, "setWebhook", params).description())
                .isEqualTo("Bad Request: secret token contains unallowed characters");
    }
}
