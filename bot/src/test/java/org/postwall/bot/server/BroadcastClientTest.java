package org.postwall.bot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.bot.broadcast.BroadcastAway;
import org.postwall.bot.broadcast.BroadcastRefused;
import org.postwall.bot.broadcast.CatchUp;
import org.postwall.bot.broadcast.Entry;
import org.postwall.bot.broadcast.Medium;
import org.postwall.bot.broadcast.NewMessage;
import org.postwall.bot.broadcast.Order;
import org.postwall.bot.broadcast.Presence;
import org.postwall.bot.broadcast.Progress;
import org.postwall.bot.broadcast.Progress.Problem;
import org.postwall.bot.broadcast.Progress.Status;
import org.postwall.bot.broadcast.Shown;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.time.AlarmClock;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BroadcastClientTest {
    private static final String API = "/api/v1/broadcast";
    private static final Shown TOKEN = new Shown("f00d", "t");

    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> seen = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer server;
    private BroadcastClient client;

    private record Seen(String what, String body, String key, String errand) {}

    private record Answer(int status, String body, String retryAfter) {}

    @BeforeEach
    void open() {
        server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
                .listen(0, "127.0.0.1"));
        client = new BroadcastClient(
                vertx,
                URI.create("http://127.0.0.1:" + server.actualPort()),
                Optional.empty(),
                Duration.ofSeconds(5),
                AlarmClock.of(vertx));
    }

    @AfterEach
    void close() {
        client.close();
        Await.result(server.close());
        Await.result(vertx.close());
    }

    @Test
    void a_person_is_asked_about_in_the_body() {
        answers(200, "{\"master\":true}");
        answers(200, "{\"master\":false}");
        assertThat(Await.result(client.named("tg-1-2").isMaster("f00d"))).isTrue();
        assertThat(Await.result(client.isMaster("f00d"))).isFalse();
        assertThat(sent(0).what()).isEqualTo("POST " + API + "/masters/check");
        assertThat(sent(0).body()).isEqualTo("{\"person\":\"f00d\"}");
        assertThat(sent(0).errand()).isEqualTo("tg-1-2");
    }

    @Test
    void registering_ends_in_one_of_three_ways_and_is_tried_once() {
        answers(204, "");
        answers(403, "{}");
        answers.add(new Answer(429, "{}", "541"));
        answers(429, "{}");
        assertThat(Await.result(client.register(TOKEN))).isEqualTo(new Entry.In(0, false));
        assertThat(Await.result(client.register(TOKEN))).isEqualTo(new Entry.WrongToken());
        assertThat(Await.result(client.register(TOKEN))).isEqualTo(new Entry.Locked(Duration.ofSeconds(541)));
        assertThat(Await.result(client.register(TOKEN))).isEqualTo(new Entry.Locked(Duration.ofMinutes(1)));
        assertThat(seen()).hasSize(4);
        assertThat(sent(0).what()).isEqualTo("POST " + API + "/masters/register");
        assertThat(sent(0).body()).isEqualTo("{\"person\":\"f00d\",\"token\":\"t\"}");
    }

    @Test
    void a_message_goes_out_with_its_formatting_and_its_key() {
        answers(200, "{\"id\":3}");
        User eve = User.builder().id(9L).firstName("Eve").isBot(false).build();
        NewMessage message = new NewMessage(
                "k",
                "Hi Eve ж",
                List.of(
                        MessageEntity.builder().type("bold").offset(0).length(2).build(),
                        MessageEntity.builder()
                                .type("text_link")
                                .offset(0)
                                .length(2)
                                .url("https://e.org/")
                                .build(),
                        MessageEntity.builder()
                                .type("text_mention")
                                .offset(3)
                                .length(3)
                                .user(eve)
                                .build()));
        assertThat(Await.result(client.send(message))).isEqualTo(3);
        assertThat(sent(0).what()).isEqualTo("POST " + API + "/messages");
        assertThat(sent(0).key()).isEqualTo("k");
        assertThat(new JsonObject(sent(0).body()))
                .isEqualTo(new JsonObject()
                        .put("text", "Hi Eve ж")
                        .put(
                                "entities",
                                new JsonArray()
                                        .add(entity("bold", 0, 2))
                                        .add(entity("text_link", 0, 2).put("url", "https://e.org/"))
                                        .add(entity("text_mention", 3, 3)
                                                .put(
                                                        "user",
                                                        new JsonObject()
                                                                .put("id", 9)
                                                                .put("is_bot", false)
                                                                .put("first_name", "Eve")))));
    }

    @Test
    void a_plain_message_has_no_entities() {
        answers(200, "{\"id\":1}");
        Await.result(client.send(new NewMessage("k", "Hi", List.of())));
        assertThat(sent(0).body()).isEqualTo("{\"text\":\"Hi\"}");
    }

    @Test
    void progress_is_read_and_may_be_missing() {
        answers(200, "{\"id\":3,\"text\":\"x\",\"counts\":{\"sent\":5,\"queued\":2},\"finished\":false}");
        answers(404, "{}");
        assertThat(Await.result(client.progress(3))).contains(progress(Map.of("sent", 5L, "queued", 2L), false));
        assertThat(Await.result(client.progress(4))).isEmpty();
        assertThat(sent(0).what()).isEqualTo("GET " + API + "/messages/3");
    }

    @Test
    void an_order_is_followed_or_not_possible() {
        answers(204, "");
        answers(200, "{}");
        answers(404, "");
        answers(409, "{}");
        assertThat(Await.result(client.order(3, Order.PAUSE))).isTrue();
        assertThat(Await.result(client.order(3, Order.RESUME))).isTrue();
        assertThat(Await.result(client.order(3, Order.CANCEL))).isFalse();
        assertThat(Await.result(client.order(3, Order.RECALL))).isFalse();
        assertThat(seen())
                .extracting(Seen::what)
                .containsExactly(
                        "POST " + API + "/messages/3/pause",
                        "POST " + API + "/messages/3/resume",
                        "POST " + API + "/messages/3/cancel",
                        "POST " + API + "/messages/3/recall");
    }

    @Test
    void following_leaving_and_catching_up_name_the_chat_in_the_body() {
        answers(200, "{\"following\":true,\"missed\":51}");
        answers(200, "{\"following\":true,\"missed\":0}");
        answers(200, "{\"following\":false}");
        answers(204, "");
        assertThat(Await.result(client.follow(7, Optional.of(TOKEN)))).isEqualTo(new Entry.In(51, false));
        assertThat(Await.result(client.follow(7, Optional.empty()))).isEqualTo(new Entry.In(0, false));
        Await.result(client.unfollow(7));
        Await.result(client.catchUp(7, CatchUp.LAST));
        assertThat(seen())
                .extracting(Seen::what)
                .containsExactly(
                        "POST " + API + "/followers/follow",
                        "POST " + API + "/followers/follow",
                        "POST " + API + "/followers/unfollow",
                        "POST " + API + "/followers/catch-up");
        assertThat(seen())
                .extracting(Seen::body)
                .containsExactly(
                        "{\"chat_id\":7,\"person\":\"f00d\",\"token\":\"t\"}",
                        "{\"chat_id\":7}",
                        "{\"chat_id\":7}",
                        "{\"chat_id\":7,\"choice\":\"last\"}");
    }

    @Test
    void signs_of_life_and_of_absence_name_the_chat_in_the_body() {
        answers(200, "{\"following\":true,\"missed\":3}");
        answers(200, "{\"following\":false,\"missed\":0}");
        answers(204, "");
        assertThat(Await.result(client.here(7))).isEqualTo(new Presence(true, 3));
        assertThat(Await.result(client.here(7))).isEqualTo(new Presence(false, 0));
        Await.result(client.gone(7));
        assertThat(seen())
                .extracting(Seen::what)
                .containsExactly(
                        "POST " + API + "/followers/here",
                        "POST " + API + "/followers/here",
                        "POST " + API + "/followers/gone");
        assertThat(seen()).extracting(Seen::body).containsOnly("{\"chat_id\":7}");
    }

    @Test
    void the_servant_bots_token_is_put_and_may_be_refused() {
        BotToken token = new BotToken("1:" + "x".repeat(35));
        answers(204, "");
        answers(422, "{\"errors\":[{\"field\":\"token\",\"message\":\"must be a bot token\"}]}");
        Await.result(client.sendAs(token));
        assertThat(Await.failure(client.sendAs(token))).hasMessage("must be a bot token");
        assertThat(sent(0).what()).isEqualTo("PUT " + API + "/servant");
        assertThat(sent(0).body()).isEqualTo("{\"token\":\"" + token.value() + "\"}");
    }

    @Test
    void a_file_goes_out_as_it_is_under_a_name_that_is_part_of_the_address() {
        answers(200, "{\"id\":\"abc\",\"size\":3}");
        answers(413, "{\"title\":\"too large\"}");
        assertThat(Await.result(client.upload("photo.jpg", Buffer.buffer("abc"))))
                .isEqualTo("abc");
        assertThat(Await.failure(client.upload("photo.jpg", Buffer.buffer("abc"))))
                .isInstanceOf(BroadcastRefused.class)
                .hasMessage("too large");
        assertThat(sent(0).what()).isEqualTo("POST " + API + "/files?name=photo.jpg");
        assertThat(sent(0).body()).isEqualTo("abc");
    }

    @Test
    void a_medium_goes_out_with_its_hints_and_a_caption_only_where_there_is_one() {
        answers(200, "{\"id\":3}");
        answers(200, "{\"id\":4}");
        Medium video =
                new Medium("video", "abc", new JsonObject().put("duration", 7).put("spoiler", true));
        Await.result(client.send(new NewMessage("k", "look", List.of(), Optional.of(video))));
        Await.result(client.send(new NewMessage("k", "", List.of(), Optional.of(video))));
        String media = "\"media\":{\"type\":\"video\",\"file\":\"abc\",\"duration\":7,\"spoiler\":true}}";
        assertThat(seen()).extracting(Seen::body).containsExactly("{\"text\":\"look\"," + media, "{" + media);
    }

    @Test
    void a_message_is_found_by_its_key_and_edited_as_long_as_that_is_possible() {
        answers(200, "{\"id\":3}");
        answers(404, "{}");
        answers(200, "{\"id\":3}");
        answers(409, "{}");
        answers(404, "{}");
        assertThat(Await.result(client.find("k"))).contains(3L);
        assertThat(Await.result(client.find("k"))).isEmpty();
        NewMessage edited =
                new NewMessage("k", "", List.of(), Optional.of(new Medium("video", "abc", new JsonObject())));
        assertThat(Await.result(client.edit(3, edited))).isTrue();
        assertThat(Await.result(client.edit(3, edited))).isFalse();
        assertThat(Await.result(client.edit(3, edited))).isFalse();
        assertThat(sent(0).what()).isEqualTo("POST " + API + "/messages/find");
        assertThat(sent(0).body()).isEqualTo("{\"key\":\"k\"}");
        assertThat(sent(2).what()).isEqualTo("PATCH " + API + "/messages/3");
        assertThat(sent(2).body()).isEqualTo("{\"text\":\"\"}");
    }

    @Test
    void all_of_a_progress_is_read() {
        answers(200, """
                {"id":3,"status":"paused","total":9,"counts":{"sent":5},"finished":false,"rate":28.5,"seconds_left":60,
                 "errors":[{"reason":"blocked","count":2}],"trouble":"the token was revoked"}""");
        answers(200, "{\"id\":3,\"status\":\"dreaming\",\"counts\":{},\"finished\":false,\"rate\":0,\"trouble\":null}");
        assertThat(Await.result(client.progress(3)))
                .contains(new Progress(
                        Status.PAUSED,
                        Map.of("sent", 5L),
                        9,
                        false,
                        28.5,
                        Optional.of(Duration.ofMinutes(1)),
                        List.of(new Problem("blocked", 2)),
                        Optional.of("the token was revoked")));
        assertThat(Await.result(client.progress(3))).contains(progress(Map.of(), false));
    }

    @Test
    void a_server_that_recovers_in_time_is_no_failure_and_one_that_does_not_is_away() {
        answers(503, "{}");
        answers(200, "{\"id\":1}");
        assertThat(Await.result(client.send(new NewMessage("k", "Hi", List.of()))))
                .isEqualTo(1);
        answers(503, "{}");
        answers(200, "<html>");
        answers(503, "{}");
        assertThat(Await.failure(client.isMaster("f00d")))
                .isInstanceOf(BroadcastAway.class)
                .hasMessageContaining("503");
        assertThat(seen()).hasSize(5);
    }

    @Test
    void what_is_refused_is_refused_once_and_says_why() {
        answers(422, "{\"errors\":[{\"field\":\"text\",\"message\":\"must not be blank\"}]}");
        assertThat(Await.failure(client.send(new NewMessage("k", " ", List.of()))))
                .isInstanceOf(BroadcastRefused.class)
                .hasMessage("must not be blank");
        assertThat(seen()).hasSize(1);
    }

    @Test
    void a_refused_bearer_token_is_nobodys_fault_and_says_what_to_do() {
        answers(403, "{}");
        answers(401, "{}");
        assertThat(Await.failure(client.isMaster("f00d")))
                .isNotInstanceOf(BroadcastRefused.class)
                .hasMessageContaining("SECRET_KEY");
        assertThat(Await.failure(client.register(TOKEN))).hasMessageContaining("SECRET_KEY");
    }

    private synchronized void handle(HttpServerRequest request, Buffer body) {
        seen.add(new Seen(
                request.method() + " " + request.uri(),
                body.toString(),
                request.getHeader("Idempotency-Key"),
                request.getHeader("X-Request-Id")));
        Answer answer = answers.isEmpty() ? new Answer(500, "", null) : answers.poll();
        if (answer.retryAfter() != null) {
            request.response().putHeader("Retry-After", answer.retryAfter());
        }
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    private synchronized void answers(int status, String body) {
        answers.add(new Answer(status, body, null));
    }

    private synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    private Seen sent(int number) {
        return seen().get(number);
    }

    private static Progress progress(Map<String, Long> counts, boolean finished) {
        return new Progress(Status.RUNNING, counts, 0, finished, 0, Optional.empty(), List.of(), Optional.empty());
    }

    private static JsonObject entity(String type, int offset, int length) {
        return new JsonObject().put("type", type).put("offset", offset).put("length", length);
    }
}
