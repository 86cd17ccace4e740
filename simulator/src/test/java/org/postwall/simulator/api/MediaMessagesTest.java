package org.postwall.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MediaMessagesTest {
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

    private static final Buffer PICTURE = Placeholder.picture("test");

    private Answer upload(String method, MultipartForm form) {
        return Lab.await(lab.client()
                .post("/bot" + bot.token() + "/" + method)
                .sendMultipartForm(form.attribute("chat_id", "101"))
                .map(Lab::answer));
    }

    private static MultipartForm file(String part, String name, Buffer content) {
        return MultipartForm.create().binaryFileUpload(part, name, content, "application/octet-stream");
    }

    private JsonObject send(String method, String field, String value) {
        return lab.call(bot, method, new JsonObject().put("chat_id", 101).put(field, value))
                .ok();
    }

    private String refusal(String method, String field, String value) {
        return lab.call(bot, method, new JsonObject().put("chat_id", 101).put(field, value))
                .description();
    }

    private static String photoId(JsonObject message) {
        return message.getJsonArray("photo").getJsonObject(0).getString("file_id");
    }

    @Test
    void an_uploaded_photo_can_be_sent_again_and_downloaded() {
        JsonObject sent = upload(
                        "sendPhoto",
                        file("photo", "a.png", PICTURE)
                                .attribute("caption", "<i>c</i>")
                                .attribute("parse_mode", "HTML"))
                .result();
        JsonObject size = sent.getJsonArray("photo").getJsonObject(0);
        assertThat(size.getInteger("width")).isEqualTo(640);
        assertThat(size.getInteger("height")).isEqualTo(400);
        assertThat(sent.getString("caption")).isEqualTo("c");
        assertThat(sent.getJsonArray("caption_entities")).hasSize(1);

        JsonObject again = send("sendPhoto", "photo", photoId(sent)).getJsonObject("result");
        assertThat(photoId(again)).isEqualTo(photoId(sent));
        JsonObject file = lab.call(bot, "getFile", new JsonObject().put("file_id", photoId(sent)))
                .result();
        assertThat(file.getInteger("file_size")).isEqualTo(PICTURE.length());
        Buffer bytes = Lab.await(lab.client()
                        .get("/file/bot" + bot.token() + "/" + file.getString("file_path"))
                        .send())
                .bodyAsBuffer();
        assertThat(bytes).isEqualTo(PICTURE);
    }

    @Test
    void an_identifier_is_good_only_for_the_bot_that_saw_it() {
        JsonObject sent = upload("sendPhoto", file("photo", "a.png", PICTURE)).result();
        BotAccount other = lab.bot("other_bot");
        lab.annWrites(other, "/start");
        JsonObject params = new JsonObject().put("chat_id", 101).put("photo", photoId(sent));
        assertThat(lab.call(other, "sendPhoto", params).description())
                .isEqualTo("Bad Request: wrong file identifier/HTTP URL specified");
        assertThat(lab.call(other, "getFile", new JsonObject().put("file_id", photoId(sent)))
                        .description())
                .isEqualTo("Bad Request: wrong file_id or the file is temporarily unavailable");
        lab.call(bot, "getFile", new JsonObject().put("file_id", photoId(sent))).ok();
        assertThat(lab.get("/file/bot" + other.token() + "/photos/file_1.png").status())
                .isEqualTo(404);
        assertThat(lab.get("/file/bot" + bot.token() + "/photos/file_2.png").status())
                .isEqualTo(404);
    }

    @Test
    void what_is_no_photo_is_refused_as_one() {
        assertThat(upload("sendPhoto", file("photo", "a.png", Buffer.buffer("text")))
                        .description())
                .isEqualTo("Bad Request: IMAGE_PROCESS_FAILED");
        assertThat(upload("sendPhoto", file("photo", "a.png", Buffer.buffer())).description())
                .isEqualTo("Bad Request: file must be non-empty");
        Buffer large = PICTURE.copy().appendBytes(new byte[10 << 20]);
        assertThat(upload("sendPhoto", file("photo", "a.png", large)).description())
                .isEqualTo("Bad Request: file of size " + large.length()
                        + " bytes is too big for a photo; the maximum size is 10485760 bytes");
        Buffer steep = PICTURE.copy().setInt(16, 9000).setInt(20, 100);
        assertThat(upload("sendPhoto", file("photo", "a.png", steep)).description())
                .isEqualTo("Bad Request: PHOTO_INVALID_DIMENSIONS");
        assertThat(refusal("sendPhoto", "photo", "")).isEqualTo("Bad Request: there is no photo in the request");
    }

    @Test
    void a_file_over_50_MB_is_refused() {
        assertThat(upload("sendDocument", file("document", "a.bin", Buffer.buffer(new byte[(50 << 20) + 1])))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void files_keep_their_names_and_kinds() {
        JsonObject sent = upload("sendDocument", file("document", "отчёт.csv", Buffer.buffer("a,b")))
                .result();
        JsonObject document = sent.getJsonObject("document");
        assertThat(document.getString("file_name")).isEqualTo("отчёт.csv");
        assertThat(document.getString("mime_type")).isEqualTo("text/csv");
        assertThat(refusal("sendPhoto", "photo", document.getString("file_id")))
                .isEqualTo("Bad Request: can't use file of type Document as Photo");
        JsonObject audio = upload(
                        "sendAudio",
                        file("audio", "a.mp3", Buffer.buffer("x"))
                                .attribute("title", "T")
                                .attribute("duration", "61"))
                .result()
                .getJsonObject("audio");
        assertThat(audio.getString("title")).isEqualTo("T");
        assertThat(audio.getInteger("duration")).isEqualTo(61);
    }

    @Test
    void a_caption_over_1024_characters_is_refused() {
        assertThat(upload("sendPhoto", file("photo", "a.png", PICTURE).attribute("caption", "x".repeat(1025)))
                        .description())
                .isEqualTo("Bad Request: message caption is too long");
        upload("sendPhoto", file("photo", "a.png", PICTURE).attribute("caption", "x".repeat(1024)))
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a/b.jpg", "http://example.com/"})
    void an_address_elsewhere_yields_a_picture(String url) {
        JsonObject message = send("sendPhoto", "photo", url).getJsonObject("result");
        assertThat(message.getJsonArray("photo").getJsonObject(0).getInteger("width"))
                .isEqualTo(640);
    }

    @Test
    void wrong_addresses_and_identifiers_are_refused() {
        assertThat(refusal("sendPhoto", "photo", "ftp://example.com/a.jpg"))
                .isEqualTo("Bad Request: invalid file HTTP URL specified: Unsupported URL protocol");
        assertThat(refusal("sendPhoto", "photo", "http://nowhere/a.jpg"))
                .isEqualTo("Bad Request: wrong HTTP URL specified");
        assertThat(refusal("sendPhoto", "photo", "not an id"))
                .isEqualTo("Bad Request: wrong remote file identifier specified: Wrong padding in the string");
        assertThat(refusal("sendPhoto", "photo", "AgACAgIAAxkBAAIB"))
                .isEqualTo("Bad Request: wrong file identifier/HTTP URL specified");
    }

    @Test
    void an_address_on_this_machine_is_really_fetched() {
        HttpServer server = Lab.await(lab.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    switch (request.path()) {
                        case "/a.png" ->
                            request.response()
                                    .putHeader("content-type", "image/png")
                                    .end(PICTURE);
                        case "/page.html" ->
                            request.response()
                                    .putHeader("content-type", "text/html")
                                    .end("<p>");
                        default -> request.response().setStatusCode(404).end();
                    }
                })
                .listen(0, "127.0.0.1"));
        String base = "http://127.0.0.1:" + server.actualPort();
        JsonObject sent = send("sendPhoto", "photo", base + "/a.png").getJsonObject("result");
        assertThat(sent.getJsonArray("photo").getJsonObject(0).getInteger("file_size"))
                .isEqualTo(PICTURE.length());
        assertThat(refusal("sendPhoto", "photo", base + "/page.html"))
                .isEqualTo("Bad Request: wrong type of the web page content");
        assertThat(refusal("sendDocument", "document", base + "/page.html"))
                .isEqualTo("Bad Request: wrong type of the web page content");
        assertThat(refusal("sendPhoto", "photo", base + "/none.png"))
                .isEqualTo("Bad Request: failed to get HTTP URL content");
        assertThat(refusal("sendPhoto", "photo", "http://127.0.0.1:1/a.png"))
                .isEqualTo("Bad Request: failed to get HTTP URL content");
    }

    private static JsonObject item(String type, String media) {
        return new JsonObject().put("type", type).put("media", media);
    }

    @Test
    void an_album_is_sent_as_messages_that_belong_together() {
        JsonArray media = new JsonArray()
                .add(item("photo", "attach://one").put("caption", "c"))
                .add(item("video", "attach://two"));
        JsonArray sent = upload(
                        "sendMediaGroup",
                        file("one", "a.png", PICTURE)
                                .binaryFileUpload("two", "b.mp4", Buffer.buffer("v"), "video/mp4")
                                .attribute("media", media.encode()))
                .results();
        assertThat(sent).hasSize(2);
        assertThat(sent.getJsonObject(0).getString("media_group_id"))
                .isNotEmpty()
                .isEqualTo(sent.getJsonObject(1).getString("media_group_id"));
        assertThat(sent.getJsonObject(0).getString("caption")).isEqualTo("c");
        assertThat(lab.shows(101, bot)).hasSize(3);
    }

    @Test
    void wrong_albums_are_refused_and_send_nothing() {
        String url = "https://example.com/a.jpg";
        assertThat(refusal("sendMediaGroup", "media", "[]")).isEqualTo("Bad Request: there are no messages to send");
        assertThat(refusal(
                        "sendMediaGroup",
                        "media",
                        new JsonArray().add(item("photo", url)).encode()))
                .isEqualTo("Bad Request: an album must include 2-10 items");
        JsonArray eleven = new JsonArray();
        for (int i = 0; i < 11; i++) {
            eleven.add(item("photo", url));
        }
        assertThat(refusal("sendMediaGroup", "media", eleven.encode()))
                .isEqualTo("Bad Request: too many messages to send as an album");
        assertThat(refusal(
                        "sendMediaGroup",
                        "media",
                        new JsonArray()
                                .add(item("photo", url))
                                .add(item("document", url))
                                .encode()))
                .isEqualTo("Bad Request: document can't be mixed with other media types");
        assertThat(refusal(
                        "sendMediaGroup",
                        "media",
                        new JsonArray()
                                .add(item("photo", url))
                                .add(item("animation", url))
                                .encode()))
                .isEqualTo("Bad Request: can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup");
        assertThat(refusal(
                        "sendMediaGroup",
                        "media",
                        new JsonArray()
                                .add(item("photo", url))
                                .add(item("photo", "attach://x"))
                                .encode()))
                .isEqualTo("Bad Request: can't parse InputMedia: media not found");
        assertThat(lab.shows(101, bot)).hasSize(1);
    }

    @Test
    void the_medium_of_a_message_can_be_replaced() {
        int id = upload("sendPhoto", file("photo", "a.png", PICTURE)).result().getInteger("message_id");
        JsonObject params = new JsonObject()
                .put("chat_id", 101)
                .put("message_id", id)
                .put("media", item("animation", "https://example.com/a.gif").put("caption", "new"));
        JsonObject edited = lab.call(bot, "editMessageMedia", params).result();
        assertThat(edited.getJsonObject("animation").getString("file_name")).isEqualTo("a.gif");
        assertThat(edited.getString("caption")).isEqualTo("new");
        lab.call(
                        bot,
                        "editMessageCaption",
                        new JsonObject()
                                .put("chat_id", 101)
                                .put("message_id", id)
                                .put("caption", "newer"))
                .ok();
        assertThat(lab.shows(101, bot).getJsonObject(1).getString("caption")).isEqualTo("newer");
        int text = lab.sends(bot, 101, "t").getInteger("message_id");
        assertThat(lab.call(bot, "editMessageMedia", params.put("message_id", text))
                        .description())
                .isEqualTo("Bad Request: there is no media in the message to edit");
    }

    @Test
    void a_persons_photo_reaches_the_bot() {
        lab.updates(bot);
        lab.post(
                "/simulator/messages",
                new JsonObject()
                        .put("bot", "wall_bot")
                        .put("from", Lab.person(101, "Ann"))
                        .put("photo", PICTURE.getBytes())
                        .put("caption", "look #here"));
        JsonObject message = lab.updates(bot).getJsonObject(0).getJsonObject("message");
        assertThat(message.getString("caption")).isEqualTo("look #here");
        assertThat(message.getJsonArray("caption_entities")).hasSize(1);
        lab.call(bot, "getFile", new JsonObject().put("file_id", photoId(message)))
                .ok();
    }
}
