package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwall.server.store.StoreFailure;

/** Messages with files, what they promise, and other words for them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MediaMessagesTest {
    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void every_kind_is_taken_without_a_text(MediaKind kind) {
        JsonObject media = media(kind.text());
        assertThat(post(new JsonObject().put("media", media)).statusCode()).isEqualTo(200);
        JsonObject message = server.get("/messages/1").bodyAsJsonObject();
        assertThat(message.getJsonObject("media")).isEqualTo(media);
        assertThat(message.getString("text")).isEmpty();
    }

    @Test
    void hints_are_kept_and_what_is_none_is_not() {
        JsonObject hints = new JsonObject()
                .put("name", "a \"b\".mp4")
                .put("duration", 3)
                .put("width", 640)
                .put("height", 0)
                .put("performer", "Ann")
                .put("title", "Song")
                .put("spoiler", true)
                .put("caption_above", false);
        JsonObject media = media("video").mergeIn(hints);
        post(new JsonObject().put("media", media.copy().put("colour", "red")));
        assertThat(server.get("/messages/1").bodyAsJsonObject().getJsonObject("media"))
                .isEqualTo(media);
    }

    @Test
    void a_file_that_was_never_sent_is_refused() {
        JsonObject media = media("photo").put("file", "0".repeat(64));
        HttpResponse<Buffer> answer = post(new JsonObject().put("media", media));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(fields(answer)).isEqualTo("media.file");
        assertThat(server.dispatch.announced).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"picture\"} | media.type",
                "{\"type\":\"Photo\"} | media.type",
                "{\"type\":5} | media.type",
                "{\"type\":null} | media.type",
                "{\"file\":\"x\"} | media.file",
                "{\"file\":5} | media.file",
                "{\"duration\":\"3\"} | media.duration",
                "{\"duration\":-1} | media.duration",
                "{\"width\":1.5} | media.width",
                "{\"height\":9999999999} | media.height",
                "{\"name\":5} | media.name",
                "{\"name\":\"a\\r\\nb\"} | media.name",
                "{\"title\":[]} | media.title",
                "{\"performer\":{}} | media.performer",
                "{\"spoiler\":\"true\"} | media.spoiler",
                "{\"caption_above\":1} | media.caption_above",
            })
    void a_wrong_medium_is_named(String change, String field) {
        HttpResponse<Buffer> answer =
                post(new JsonObject().put("media", media("video").mergeIn(new JsonObject(change))));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(fields(answer)).isEqualTo(field);
    }

    @Test
    void a_medium_is_an_object() {
        for (Object wrong : new Object[] {"photo", 5, true}) {
            assertThat(post(new JsonObject().put("text", "a").put("media", wrong))
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(post(new JsonObject().put("text", "a").putNull("media")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_caption_has_at_most_1024_units_and_a_sticker_has_none() {
        JsonObject photo = new JsonObject().put("media", media("photo"));
        assertThat(post(photo.copy().put("text", "x".repeat(1024))).statusCode())
                .isEqualTo(200);
        assertThat(fields(post(photo.copy().put("text", "x".repeat(1025))))).isEqualTo("text");
        assertThat(fields(post(photo.copy().put("text", " ")))).isEqualTo("text");
        JsonObject sticker = new JsonObject().put("media", media("sticker"));
        assertThat(fields(post(sticker.copy().put("text", "hello")))).isEqualTo("text");
        assertThat(post(sticker).statusCode()).isEqualTo(200);
        for (String words : List.of("hello", "")) {
            HttpResponse<Buffer> edit = server.patch("/messages/2", new JsonObject().put("text", words));
            assertThat(edit.statusCode()).isEqualTo(422);
            assertThat(fields(edit)).isEqualTo("text");
        }
    }

    @Test
    void a_promise_is_kept_as_made() {
        post(new JsonObject().put("text", "a"));
        post(new JsonObject().put("text", "b").put("guarantee", "at_most_once"));
        assertThat(guarantee(1)).isEqualTo("at_least_once");
        assertThat(guarantee(2)).isEqualTo("at_most_once");
        HttpResponse<Buffer> wrong = post(new JsonObject().put("text", "c").put("guarantee", "exactly_once"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(fields(wrong)).isEqualTo("guarantee");
    }

    @Test
    void other_words_leave_the_file_as_it_is() {
        JsonObject media = media("photo").put("spoiler", true);
        post(new JsonObject().put("media", media).put("text", "<b>old</b>").put("parse_mode", "HTML"));
        JsonObject changed =
                server.patch("/messages/1", new JsonObject().put("text", "new")).bodyAsJsonObject();
        assertThat(changed.getJsonObject("media")).isEqualTo(media);
        assertThat(changed.getString("text")).isEqualTo("new");
        assertThat(changed.containsKey("parse_mode")).isFalse();
        assertThat(server.get("/messages/1").bodyAsJsonObject()).isEqualTo(changed);
        assertThat(server.dispatch.orders).containsExactly("edit 1 new");
        assertThat(server.patch("/messages/1", new JsonObject())
                        .bodyAsJsonObject()
                        .getString("text"))
                .isEmpty();
        assertThat(fields(server.patch("/messages/1", new JsonObject().put("text", "x".repeat(1025)))))
                .isEqualTo("text");
    }

    @Test
    void other_words_are_checked_as_the_first() {
        post(new JsonObject().put("text", "old"));
        assertThat(fields(server.patch("/messages/1", new JsonObject()))).isEqualTo("text");
        assertThat(fields(server.patch(
                        "/messages/1", new JsonObject().put("text", "new").put("parse_mode", "html"))))
                .isEqualTo("parse_mode");
        assertThat(server.patch("/messages/2", new JsonObject().put("text", "new"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.dispatch.orders).isEmpty();
        assertThat(server.patch("/messages/1", new JsonObject().put("text", "x".repeat(4096)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_was_called_off_keeps_its_words() {
        post(new JsonObject().put("text", "old"));
        server.dispatch.possible = false;
        assertThat(server.patch("/messages/1", new JsonObject().put("text", "new"))
                        .statusCode())
                .isEqualTo(409);
        server.dispatch.possible = true;
        server.dispatch.trouble = new StoreFailure("away");
        assertThat(server.patch("/messages/1", new JsonObject().put("text", "new"))
                        .statusCode())
                .isEqualTo(503);
        assertThat(server.get("/messages/1").bodyAsJsonObject().getString("text"))
                .isEqualTo("old");
    }

    @Test
    void a_key_used_again_is_known_also_after_other_words() {
        JsonObject first = new JsonObject().put("text", "old");
        server.post("/messages", first, "k");
        server.patch("/messages/1", new JsonObject().put("text", "new"));
        assertThat(server.post("/messages", first, "k").bodyAsJsonObject()).isEqualTo(new JsonObject().put("id", 1));
        assertThat(server.post("/messages", new JsonObject().put("text", "new"), "k")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_key_used_for_another_promise_is_refused() {
        JsonObject first = new JsonObject().put("text", "a");
        server.post("/messages", first, "k");
        assertThat(server.post("/messages", first.copy().put("guarantee", "at_least_once"), "k")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/messages", first.copy().put("guarantee", "at_most_once"), "k")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_message_is_found_by_its_key() {
        post(new JsonObject().put("text", "without"));
        server.post("/messages", new JsonObject().put("text", "with"), "k");
        assertThat(find("k").bodyAsJsonObject()).isEqualTo(new JsonObject().put("id", 2));
        assertThat(find("K").statusCode()).isEqualTo(404);
        assertThat(find("").statusCode()).isEqualTo(422);
        assertThat(server.post("/messages/find", new JsonObject()).statusCode()).isEqualTo(422);
        assertThat(server.post("/messages/find", new JsonObject().put("key", 5)).statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<Buffer> find(String key) {
        return server.post("/messages/find", new JsonObject().put("key", key));
    }

    private String guarantee(int message) {
        return server.get("/messages/" + message).bodyAsJsonObject().getString("guarantee");
    }

    private JsonObject media(String kind) {
        return new JsonObject().put("type", kind).put("file", server.file("content"));
    }

    private HttpResponse<Buffer> post(JsonObject body) {
        return server.post("/messages", body);
    }

    /** The one field that is named as wrong. */
    private static String fields(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).hasSize(1);
        return answer.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0).getString("field");
    }
}
