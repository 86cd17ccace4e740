package org.postwall.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageMedia;
import org.telegram.telegrambots.meta.api.objects.File;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BotApiTest {
    private static final File FILE = file();

    private static final String SENT =
            "{\"ok\":true,\"result\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":9,\"type\":\"private\"},\"text\":\"hi\"}}";

    private final Vertx vertx = Vertx.vertx();
    private ScriptedTelegram telegram;
    private BotApi api;

    @BeforeEach
    void open() {
        telegram = new ScriptedTelegram(vertx);
        api = new BotApi(vertx, telegram.address(), ScriptedTelegram.TOKEN);
    }

    @AfterEach
    void close() {
        api.close();
        telegram.close();
        Await.result(vertx.close());
    }

    @Test
    void a_method_goes_out_as_json_and_its_result_comes_back() {
        telegram.next("sendmessage", 200, SENT);
        Message message = Await.result(
                api.call(SendMessage.builder().chatId(9L).text("hi & <b>").build()));
        assertThat(message.getMessageId()).isEqualTo(7);
        var call = telegram.received("sendmessage").get(0);
        assertThat(call.path()).startsWith("/bot" + ScriptedTelegram.TOKEN.value() + "/");
        assertThat(call.json()).isEqualTo(new JsonObject().put("chat_id", "9").put("text", "hi & <b>"));
    }

    @Test
    void an_address_may_have_a_path_in_front() {
        BotApi behindProxy = new BotApi(vertx, URI.create(telegram.address() + "/some/where/"), ScriptedTelegram.TOKEN);
        telegram.next("sendmessage", 200, SENT);
        Await.result(
                behindProxy.call(SendMessage.builder().chatId(9L).text("hi").build()));
        assertThat(telegram.received("sendmessage").get(0).path()).startsWith("/some/where/bot");
        behindProxy.close();
    }

    @Test
    void a_refusal_tells_code_words_and_method() {
        telegram.next(
                "sendmessage",
                400,
                "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup"
                        + " chat\",\"parameters\":{\"migrate_to_chat_id\":-1001}}");
        Refused refused = (Refused) Await.failure(
                api.call(SendMessage.builder().chatId(9L).text("hi").build()));
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.description()).contains("upgraded to a supergroup");
        assertThat(refused.method()).isEqualTo("sendmessage");
        assertThat(refused.migrateToChatId()).hasValue(-1001);
    }

    @Test
    void the_refusals_that_count_are_told_apart() {
        telegram.nextError("getme", 400, "Bad Request: message is not modified: specified new message content and ...");
        telegram.nextError("getme", 400, "Bad Request: query is too old and response timeout expired or ...");
        telegram.nextError("getme", 400, "Bad Request: message to edit not found");
        telegram.nextError("getme", 403, "Forbidden: bot was blocked by the user");
        telegram.nextError("getme", 401, "Unauthorized");
        telegram.nextError("getme", 409, "Conflict: terminated by other getUpdates request");
        assertThat(refusal().notModified()).isTrue();
        assertThat(refusal().queryTooOld()).isTrue();
        assertThat(refusal().messageGone()).isTrue();
        assertThat(refusal().unreachable()).isTrue();
        assertThat(refusal().unknownToken()).isTrue();
        assertThat(refusal().conflict()).isTrue();
    }

    @Test
    void too_many_requests_is_a_flood_with_its_time() {
        telegram.nextFlood("getme", 17);
        Flood flood = (Flood) Await.failure(api.call(new GetMe()));
        assertThat(flood.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void a_server_error_or_a_strange_page_is_no_answer() {
        telegram.next("getme", 502, "<html>Bad Gateway</html>");
        telegram.nextError("getme", 500, "Internal Server Error");
        telegram.next("getme", 200, "");
        telegram.next("getme", 200, "{\"result\":1}");
        telegram.next("getme", 200, null);
        for (int i = 0; i < 5; i++) {
            assertThat(Await.failure(api.call(new GetMe())))
                    .isInstanceOfSatisfying(
                            NoAnswer.class,
                            lost -> assertThat(lost.mayHaveHappened()).isTrue());
        }
    }

    @Test
    void a_call_that_never_left_can_not_have_happened() {
        BotApi nowhere = new BotApi(vertx, URI.create("http://127.0.0.1:1"), ScriptedTelegram.TOKEN);
        NoAnswer failure = (NoAnswer) Await.failure(nowhere.call(new GetMe()));
        assertThat(failure.mayHaveHappened()).isFalse();
        nowhere.close();
    }

    @Test
    void an_answer_that_takes_too_long_is_no_answer() {
        // A long poll of a bot without updates: the server stays silent.
        var call = Await.result(api.prepare(GetUpdates.builder().timeout(20).build()));
        assertThat(Await.failure(api.send(call, Duration.ofMillis(50)))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void no_failure_shows_the_token() {
        telegram.nextError("getme", 401, "no bot " + ScriptedTelegram.TOKEN.value());
        Throwable refused = Await.failure(api.call(new GetMe()));
        BotApi nowhere = new BotApi(vertx, URI.create("http://127.0.0.1:1"), ScriptedTelegram.TOKEN);
        Throwable away = Await.failure(nowhere.call(new GetMe()));
        for (Throwable failure : List.of(refused, away)) {
            assertThat(failure).hasNoCause();
            assertThat(failure.toString()).doesNotContain("secret");
        }
        assertThat(((Refused) refused).description()).doesNotContain("secret");
        assertThat(api.toString() + ScriptedTelegram.TOKEN).doesNotContain("secret");
        nowhere.close();
    }

    @Test
    void a_method_filled_in_wrongly_is_not_sent() {
        assertThat(Await.failure(
                        api.call(SendMessage.builder().chatId("").text("hi").build())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(telegram.received("sendmessage")).isEmpty();
    }

    @Test
    void media_by_address_goes_as_json() {
        telegram.next("sendphoto", 200, SENT);
        Await.result(api.call(SendPhoto.builder()
                .chatId(9L)
                .photo(new InputFile("https://example.org/a.png"))
                .caption("look")
                .parseMode("HTML")
                .build()));
        assertThat(telegram.received("sendphoto").get(0).json())
                .isEqualTo(new JsonObject()
                        .put("chat_id", "9")
                        .put("photo", "https://example.org/a.png")
                        .put("caption", "look")
                        .put("parse_mode", "HTML"));
    }

    @Test
    void an_album_and_an_edit_by_file_id_go_as_json() {
        telegram.next("sendmediagroup", 200, "{\"ok\":true,\"result\":[]}");
        telegram.next("editmessagemedia", 200, SENT);
        Await.result(api.call(SendMediaGroup.builder()
                .chatId(9L)
                .media(new InputMediaPhoto("id1"))
                .media(new InputMediaPhoto("id2"))
                .build()));
        Await.result(api.call(EditMessageMedia.builder()
                .chatId(9L)
                .messageId(3)
                .media(new InputMediaPhoto("id3"))
                .build()));
        JsonObject album = telegram.received("sendmediagroup").get(0).json();
        assertThat(album.getJsonArray("media").getJsonObject(1))
                .isEqualTo(new JsonObject().put("type", "photo").put("media", "id2"));
        JsonObject edit = telegram.received("editmessagemedia").get(0).json();
        assertThat(edit.getJsonObject("media").getString("media")).isEqualTo("id3");
        assertThat(edit.getInteger("message_id")).isEqualTo(3);
    }

    @Test
    void a_stream_is_uploaded_under_its_fields_name(@TempDir Path dir) throws IOException {
        telegram.next("senddocument", 200, SENT);
        Path thumb = Files.writeString(dir.resolve("thumb.jpg"), "THUMB");
        byte[] content = "CONTENT".getBytes(StandardCharsets.UTF_8);
        Await.result(api.call(SendDocument.builder()
                .chatId(9L)
                .document(new InputFile(new ByteArrayInputStream(content), "a b.txt"))
                .thumbnail(new InputFile(thumb.toFile()))
                .build()));
        var call = telegram.received("senddocument").get(0);
        assertThat(call.contentType()).startsWith("multipart/form-data");
        assertThat(call.body().toString())
                .contains("name=\"chat_id\"", "name=\"document\"; filename=\"a b.txt\"", "CONTENT")
                .contains("name=\"thumbnail\"; filename=\"thumb.jpg\"", "THUMB");
    }

    @Test
    void a_files_name_cannot_end_its_header() {
        telegram.next("senddocument", 200, SENT);
        String name = "a\"; name=\"chat_id\r\nb.txt";
        Await.result(api.call(SendDocument.builder()
                .chatId(9L)
                .document(new InputFile(new ByteArrayInputStream(new byte[] {'A'}), name))
                .build()));
        assertThat(telegram.received("senddocument").get(0).body().toString())
                .contains("filename=\"a_; name=_chat_id__b.txt\"");
    }

    @Test
    void files_of_an_album_are_attached_each_under_a_name_of_its_own() {
        telegram.next("sendmediagroup", 200, "{\"ok\":true,\"result\":[]}");
        InputMediaPhoto first = new InputMediaPhoto("x");
        first.setMedia(new ByteArrayInputStream(new byte[] {'A', 'A', 'A'}), "same.png");
        InputMediaPhoto second = new InputMediaPhoto("x");
        second.setMedia(new ByteArrayInputStream(new byte[] {'B', 'B', 'B'}), "same.png");
        Await.result(api.call(
                SendMediaGroup.builder().chatId(9L).media(first).media(second).build()));
        assertThat(telegram.received("sendmediagroup").get(0).body().toString())
                .contains("attach://file0", "attach://file1", "name=\"file0\"", "name=\"file1\"", "AAA", "BBB");
    }

    @Test
    void a_prepared_upload_can_be_sent_twice() {
        telegram.nextFlood("sendphoto", 1);
        telegram.next("sendphoto", 200, SENT);
        var call = Await.result(api.prepare(SendPhoto.builder()
                .chatId(9L)
                .photo(new InputFile(new ByteArrayInputStream(new byte[] {'P', 'N', 'G'}), "a.png"))
                .build()));
        assertThat(Await.failure(api.send(call))).isInstanceOf(Flood.class);
        Await.result(api.send(call));
        assertThat(telegram.received("sendphoto").get(1).body().toString()).contains("PNG");
    }

    @Test
    void a_webhook_is_set_as_json() {
        Await.result(api.call(SetWebhook.builder()
                .url("https://example.org/hook")
                .secretToken("s3cret")
                .build()));
        assertThat(telegram.received("setwebhook").get(0).json())
                .contains(Map.entry("url", "https://example.org/hook"), Map.entry("secret_token", "s3cret"));
    }

    @Test
    void a_file_is_downloaded_from_its_own_path() {
        telegram.next("f.jpg", 200, "BYTES");
        assertThat(Await.result(api.download(FILE, 5)).toString()).isEqualTo("BYTES");
        assertThat(telegram.received("f.jpg").get(0).path())
                .isEqualTo("/file/bot" + ScriptedTelegram.TOKEN.value() + "/photos/f.jpg");
    }

    @Test
    void a_file_larger_than_wanted_is_not_kept_whatever_was_said_of_its_size() {
        telegram.next("f.jpg", 200, "BYTES".repeat(100_000));
        assertThat(Await.failure(api.download(FILE, 499_999)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.tooBig()).isTrue());
        telegram.nextError("getfile", 400, "Bad Request: file is too big");
        assertThat(Await.failure(api.call(GetFile.builder().fileId("f").build())))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.tooBig()).isTrue());
    }

    @Test
    void a_file_that_is_gone_is_not_taken_for_its_error_page() {
        telegram.next("f.jpg", 404, "{\"ok\":false,\"error_code\":404}");
        assertThat(Await.failure(api.download(FILE, 1000))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void a_file_whose_download_breaks_off_is_no_file() {
        telegram.next("f.jpg", 200, null);
        assertThat(Await.failure(api.download(FILE, 1000))).isInstanceOf(NoAnswer.class);
    }

    private static File file() {
        File file = new File();
        file.setFilePath("photos/f.jpg");
        file.setFileSize(3L);
        return file;
    }

    private Refused refusal() {
        return (Refused) Await.failure(api.call(new GetMe()));
    }

    @Test
    void a_call_of_a_tap_carries_no_chat() {
        AnswerCallbackQuery answer =
                AnswerCallbackQuery.builder().callbackQueryId("1").build();
        assertThat(Await.result(api.prepare(answer)).chat()).isEmpty();
        assertThat(Await.result(api.prepare(
                                SendMessage.builder().chatId(-5L).text("x").build()))
                        .chat())
                .isEqualTo("-5");
    }
}
