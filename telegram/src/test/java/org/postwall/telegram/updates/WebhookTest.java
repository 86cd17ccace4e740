package org.postwall.telegram.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.Await;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.ScriptedTelegram;
import org.postwall.telegram.time.AlarmClock;
import org.telegram.telegrambots.meta.api.objects.Update;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WebhookTest {
    /** {@code printf webhook | openssl dgst -sha256 -hmac <token>}. */
    private static final String SECRET = "c4402633d318f2323cc52c18a80da5341afbaf216a6324ef80c8f026b6f7fc1a";

    private final Vertx vertx = Vertx.vertx();
    private final List<Integer> handled = new CopyOnWriteArrayList<>();
    private final Map<Integer, Promise<Void>> slow = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> failing = new ConcurrentHashMap<>();
    private ScriptedTelegram telegram;
    private BotApi api;
    private Inbox inbox;
    private HttpServer server;
    private WebClient client;
    private Webhook webhook;

    @BeforeEach
    void open() {
        telegram = new ScriptedTelegram(vertx);
        api = new BotApi(vertx, telegram.address(), ScriptedTelegram.TOKEN);
        AlarmClock clock = AlarmClock.of(vertx);
        Patience patience = new Patience(3, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));
        inbox = new Inbox("bot", this::handle, patience, clock);
        Router router = Router.router(vertx);
        URI url = URI.create("https://example.org/hooks/4242");
        webhook = new Webhook(api, inbox, router, url, List.of("message"), clock);
        server = Await.result(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(vertx);
    }

    @AfterEach
    void close() {
        Await.result(webhook.stop());
        client.close();
        api.close();
        telegram.close();
        Await.result(vertx.close());
    }

    private Future<Void> handle(Update update) {
        int id = update.getUpdateId();
        if (failing.merge(id, -1, Integer::sum) >= 0) {
            return Future.failedFuture("not yet");
        }
        Promise<Void> wait = slow.get(id);
        return (wait == null ? Future.<Void>succeededFuture() : wait.future()).onSuccess(done -> handled.add(id));
    }

    @Test
    void it_is_set_with_secret_and_wanted_kinds_as_soon_as_telegram_answers() {
        telegram.next("setwebhook", 502, "<html>");
        webhook.start();
        await().untilAsserted(() -> assertThat(telegram.received("setwebhook")).hasSize(2));
        JsonObject set = telegram.received("setwebhook").get(1).json();
        assertThat(set.getString("url")).isEqualTo("https://example.org/hooks/4242");
        assertThat(set.getString("secret_token")).isEqualTo(SECRET).matches("[\\w-]{1,256}");
        assertThat(set.getJsonArray("allowed_updates")).containsExactly("message");
        await().untilAsserted(() -> assertThat(webhook.health().trouble()).isEmpty());
        assertThat(webhook.health().sinceLastContact()).isPresent();
    }

    @Test
    void an_update_is_answered_200_only_when_it_is_handled() {
        slow.put(10, Promise.promise());
        Future<Integer> answer = deliver(message(10, 1));
        await().untilAsserted(() -> assertThat(inbox.working()).isEqualTo(1));
        assertThat(answer.isComplete()).isFalse();
        slow.get(10).complete();
        assertThat(Await.result(answer)).isEqualTo(200);
        assertThat(handled).containsExactly(10);
    }

    @Test
    void without_the_secret_nothing_gets_in() {
        assertThat(Await.result(deliver(message(10, 1), "wrong"))).isEqualTo(401);
        assertThat(Await.result(deliver(message(10, 1), SECRET + "x"))).isEqualTo(401);
        assertThat(Await.result(deliver(message(10, 1), "x".repeat(SECRET.length()))))
                .isEqualTo(401);
        assertThat(Await.result(deliver(message(10, 1), null))).isEqualTo(401);
        assertThat(handled).isEmpty();
        assertThat(webhook.health().sinceLastContact()).isEmpty();
    }

    @Test
    void a_failure_lets_telegram_come_again_and_in_the_end_it_is_parked() {
        failing.put(10, 1000);
        assertThat(Await.result(deliver(message(10, 1)))).isEqualTo(503);
        assertThat(Await.result(deliver(message(10, 1)))).isEqualTo(503);
        assertThat(Await.result(deliver(message(10, 1)))).isEqualTo(200);
        assertThat(inbox.parked()).extracting(Parked::updateId).containsExactly(10);
        assertThat(handled).isEmpty();
    }

    @Test
    void an_update_that_comes_twice_is_handled_once() {
        slow.put(10, Promise.promise());
        Future<Integer> first = deliver(message(10, 1));
        Future<Integer> second = deliver(message(10, 1));
        await().untilAsserted(() -> assertThat(inbox.working()).isEqualTo(1));
        slow.get(10).complete();
        assertThat(Await.result(first)).isEqualTo(200);
        assertThat(Await.result(second)).isEqualTo(200);
        assertThat(Await.result(deliver(message(10, 1)))).isEqualTo(200);
        assertThat(handled).containsExactly(10);
    }

    @Test
    void a_slow_chat_holds_up_no_other() {
        slow.put(10, Promise.promise());
        Future<Integer> held = deliver(message(10, 1));
        assertThat(Await.result(deliver(message(11, 2)))).isEqualTo(200);
        assertThat(held.isComplete()).isFalse();
        slow.get(10).complete();
        assertThat(Await.result(held)).isEqualTo(200);
    }

    @Test
    void strange_bodies_are_refused_and_unreadable_updates_parked() {
        assertThat(Await.result(deliver("{not json"))).isEqualTo(400);
        assertThat(Await.result(deliver("{}"))).isEqualTo(400);
        assertThat(Await.result(deliver("x".repeat((1 << 20) + 1)))).isEqualTo(413);
        assertThat(Await.result(deliver("{\"update_id\":7,\"message\":\"what\"}")))
                .isEqualTo(200);
        assertThat(inbox.parkedCount()).isEqualTo(1);
    }

    @Test
    void while_it_stops_telegram_is_asked_to_come_again() {
        Await.result(webhook.stop());
        assertThat(Await.result(deliver(message(10, 1)))).isEqualTo(503);
        assertThat(handled).isEmpty();
    }

    private Future<Integer> deliver(String body) {
        return deliver(body, SECRET);
    }

    private Future<Integer> deliver(String body, String secret) {
        var request = client.post(server.actualPort(), "127.0.0.1", "/hooks/4242");
        if (secret != null) {
            request.putHeader("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        return request.sendBuffer(Buffer.buffer(body)).map(response -> response.statusCode());
    }

    private static String message(int updateId, long chat) {
        return new JsonObject()
                .put("update_id", updateId)
                .put(
                        "message",
                        new JsonObject()
                                .put("message_id", updateId)
                                .put("date", 1)
                                .put("chat", new JsonObject().put("id", chat).put("type", "private"))
                                .put("text", "hi"))
                .encode();
    }
}
