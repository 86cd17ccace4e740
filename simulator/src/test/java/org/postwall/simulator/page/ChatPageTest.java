package org.postwall.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Simulator.BotAccount;
import org.postwall.simulator.SimulatorOptions;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatPageTest {
    private static final JsonObject ANN = Lab.person(101, "Ann");

    private final Lab lab = new Lab(SimulatorOptions.on(0).wallUrl(URI.create("http://127.0.0.1:8000/")));
    private final BotAccount bot = lab.bot("wall_bot");

    @AfterEach
    void close() {
        lab.close();
    }

    private HttpResponse<Buffer> send(HttpRequest<Buffer> request) {
        return Lab.await(request.send());
    }

    private JsonObject write(String text) {
        return lab.post(
                        "/simulator/page/messages",
                        new JsonObject().put("from", ANN).put("bot", "wall_bot").put("text", text))
                .object();
    }

    @Test
    void the_page_allows_nothing_but_its_own_files() {
        HttpResponse<Buffer> page = send(lab.client().get("/"));
        assertThat(page.getHeader("content-type")).startsWith("text/html");
        assertThat(page.getHeader("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.bodyAsString()).doesNotContain("<script>", "<style", "style=");
        HttpResponse<Buffer> again = send(lab.client().get("/").putHeader("if-none-match", page.getHeader("etag")));
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.js", "..%2fpage.css", "ChatPage.class", "page", "%00.js"})
    void there_are_no_other_files(String name) {
        assertThat(send(lab.client().get("/simulator/page/assets/" + name)).statusCode())
                .isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8081", "127.0.0.1.evil.example", "10.0.0.1"})
    void a_foreign_name_for_this_machine_is_refused(String host) {
        for (String path : new String[] {"/", "/simulator/page/state", "/simulator/page/feed"}) {
            RequestOptions options = new RequestOptions().setURI(path).addHeader("host", host);
            assertThat(send(lab.client()
                                    .request(
                                            HttpMethod.GET,
                                            options.setPort(lab.simulator().port()))
                                    .putHeader("host", host))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void only_the_page_itself_may_write() {
        String own = "http://127.0.0.1:" + lab.simulator().port();
        JsonObject message =
                new JsonObject().put("from", ANN).put("bot", "wall_bot").put("text", "x");
        for (String origin : new String[] {"http://evil.example", "null", own + "0", "https" + own.substring(4)}) {
            assertThat(Lab.await(lab.client()
                                    .post("/simulator/page/messages")
                                    .putHeader("origin", origin)
                                    .sendJsonObject(message))
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(Lab.await(lab.client()
                                .post("/simulator/page/messages")
                                .putHeader("origin", own)
                                .sendJsonObject(message))
                        .statusCode())
                .isEqualTo(200);
        assertThat(lab.shows(101, bot)).hasSize(1);
    }

    @Test
    void what_there_is_to_choose_from_is_told_and_no_token() {
        write("hello");
        JsonObject state = lab.get("/simulator/page/state").object();
        assertThat(state.getJsonArray("bots").getJsonObject(0).getString("username"))
                .isEqualTo("wall_bot");
        assertThat(state.getJsonArray("people").getJsonObject(0).getString("first_name"))
                .isEqualTo("Ann");
        assertThat(state.getString("wall")).isEqualTo("http://127.0.0.1:8000/");
        assertThat(state.encode()).doesNotContain(bot.token());
    }

    @Test
    void a_chat_is_shown_page_by_page() {
        for (int i = 1; i <= 103; i++) {
            write("message " + i);
        }
        String chat = "/simulator/page/chat?person=101&bot=wall_bot&language=en";
        JsonObject newest = lab.get(chat).object();
        assertThat(newest.getJsonArray("messages")).hasSize(100);
        assertThat(newest.getBoolean("has_older")).isTrue();
        int first = newest.getJsonArray("messages").getJsonObject(0).getInteger("message_id");
        JsonObject older = lab.get(chat + "&before=" + first).object();
        assertThat(older.getJsonArray("messages")).hasSize(3);
        assertThat(older.getJsonArray("messages").getJsonObject(0).getString("text"))
                .isEqualTo("message 1");
        assertThat(older.getBoolean("has_older")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | 400",
                "[] | 400",
                "{} | 400",
                "{\"from\":7} | 400",
                "{\"from\":{\"id\":\"x\",\"first_name\":\"A\"},\"bot\":\"wall_bot\",\"text\":\"x\"} | 400",
                "{\"from\":{\"id\":0,\"first_name\":\"A\"},\"bot\":\"wall_bot\",\"text\":\"x\"} | 400",
                "{\"from\":{\"id\":1,\"first_name\":\" \"},\"bot\":\"wall_bot\",\"text\":\"x\"} | 400",
                "{\"from\":{\"id\":1,\"first_name\":\"A\"},\"text\":\"x\"} | 400",
                "{\"from\":{\"id\":1,\"first_name\":\"A\"},\"bot\":\"nobody\",\"text\":\"x\"} | 404",
                "{\"from\":{\"id\":1,\"first_name\":\"A\"},\"chat_id\":-5,\"text\":\"x\"} | 404",
                "{\"from\":{\"id\":1,\"first_name\":\"A\"},\"bot\":\"wall_bot\",\"text\":7} | 400",
                "{\"from\":{\"id\":1,\"first_name\":\"A\"},\"bot\":\"wall_bot\",\"text\":\" \\n \"} | 400",
            })
    void nonsense_is_refused_with_a_sentence(String body, int status) {
        Lab.Answer answer = Lab.answer(Lab.await(lab.client()
                .post("/simulator/page/messages")
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(body))));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isNotBlank();
    }

    @Test
    void a_token_is_no_name_of_a_bot() {
        String stranger = "4242:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        assertThat(lab.get("/simulator/page/chat?person=1&bot=" + stranger).status())
                .isEqualTo(404);
        assertThat(lab.get("/simulator/bots").array()).hasSize(1);
    }

    @Test
    void files_are_shown_only_as_pictures_sound_or_film() {
        JsonObject document = upload("document", "page.html", Buffer.buffer("<script>alert(1)</script>"))
                .getJsonObject("document");
        HttpResponse<Buffer> file =
                send(lab.client().get("/simulator/page/files?bot=wall_bot&id=" + document.getString("file_id")));
        assertThat(file.getHeader("content-type")).isEqualTo("application/octet-stream");
        assertThat(file.getHeader("content-disposition")).isEqualTo("attachment");
        assertThat(file.getHeader("x-content-type-options")).isEqualTo("nosniff");
        assertThat(file.bodyAsString()).contains("alert(1)");
        assertThat(send(lab.client().get("/simulator/page/files?bot=wall_bot&id=nothing"))
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonObject upload(String kind, String name, Buffer bytes) {
        return Lab.answer(Lab.await(lab.client()
                        .post("/simulator/page/uploads")
                        .addQueryParam("from", ANN.encode())
                        .addQueryParam("bot", "wall_bot")
                        .addQueryParam("kind", kind)
                        .addQueryParam("name", name)
                        .sendBuffer(bytes)))
                .object()
                .getJsonObject("message");
    }

    @Test
    void the_feed_tells_of_the_watched_chats_only() {
        write("hello");
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        var client = lab.vertx().createHttpClient();
        Lab.await(client.request(
                        HttpMethod.GET, lab.simulator().port(), "127.0.0.1", "/simulator/page/feed?watch=101@WALL_bot")
                .compose(request -> request.send()
                        // On the event loop, before any of the body can come: from here the first event could be
                        // missed.
                        .map(response -> response.handler(chunk -> heard.add(chunk.toString())))));
        await().until(() -> said(heard).contains("event: hello"));
        lab.writes(bot, Lab.person(102, "Bob"), "not for Ann");
        lab.call(bot, "sendMessage", new JsonObject().put("chat_id", 101).put("text", "for Ann"));
        await().until(() -> said(heard).contains("for Ann"));
        assertThat(said(heard))
                .contains("event: posted", "\"chat\":\"101@wall_bot\"")
                .doesNotContain("not for Ann");
        lab.post("/simulator/reset", new JsonObject());
        await().until(() -> said(heard).contains("event: forgotten"));
    }

    private static String said(Queue<String> heard) {
        return String.join("", heard);
    }
}
