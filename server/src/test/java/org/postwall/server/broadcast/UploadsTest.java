package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendAnimation;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaBotMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.Audio;
import org.telegram.telegrambots.meta.api.objects.Document;
import org.telegram.telegrambots.meta.api.objects.Video;
import org.telegram.telegrambots.meta.api.objects.Voice;
import org.telegram.telegrambots.meta.api.objects.games.Animation;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;
import org.telegram.telegrambots.meta.api.objects.stickers.Sticker;

/** Files on their way to Telegram; stores and Telegram are made by hand, and everything happens at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadsTest {
    private final MemoryFiles files = new MemoryFiles();
    private final MemoryIds ids = new MemoryIds();
    private final HandClock clock = new HandClock();
    private final Letters letters = new Letters(new Uploads(new Files(files), ids, clock));
    private final Server telegram = new Server();

    @BeforeEach
    void one_bot() {
        letters.from(1);
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void a_file_of_any_kind_is_uploaded_once_and_known_by_its_id_from_then_on(MediaKind kind) {
        Content content = content(kind, kind == MediaKind.STICKER ? "" : "words");
        for (long chat = 1; chat <= 3; chat++) {
            assertThat(letters.send(telegram, chat, content).result()).isEqualTo((int) chat);
        }
        assertThat(telegram.calls).hasSize(3);
        assertThat(telegram.calls.get(0)).isEqualTo("1 upload of a.bin: the content");
        assertThat(telegram.calls.get(2)).isEqualTo("3 " + kind.text() + "-1");
    }

    @Test
    void fifty_who_ask_at_once_wait_for_one_upload() {
        telegram.slow = true;
        List<Future<Integer>> sends = IntStream.rangeClosed(1, 50)
                .mapToObj(chat -> letters.send(telegram, chat, content(MediaKind.PHOTO, "words")))
                .toList();
        assertThat(telegram.calls).hasSize(1);
        telegram.slow = false;
        telegram.answer();
        assertThat(telegram.uploads()).isEqualTo(1);
        assertThat(sends).allMatch(Future::succeeded);
        assertThat(telegram.calls).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void an_upload_to_somebody_who_blocked_the_bot_is_tried_with_the_next() {
        telegram.slow = true;
        List<Future<Integer>> sends = IntStream.rangeClosed(1, 4)
                .mapToObj(chat -> letters.send(telegram, chat, content(MediaKind.PHOTO, "words")))
                .toList();
        telegram.refusal = chat -> chat.equals("2") ? refused(403, "Forbidden: bot was blocked by the user") : null;
        telegram.slow = false;
        telegram.fail(refused(403, "Forbidden: bot was blocked by the user"));
        assertThat(sends.get(0).failed()).isTrue();
        assertThat(sends.get(1).failed()).isTrue();
        assertThat(sends.get(2).succeeded()).isTrue();
        assertThat(sends.get(3).succeeded()).isTrue();
        assertThat(telegram.uploads()).isEqualTo(3);
    }

    @Test
    void what_telegram_takes_from_nobody_is_uploaded_three_times_and_tried_again_after_a_minute() {
        telegram.refusal = chat -> refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS");
        for (int chat = 1; chat <= 10; chat++) {
            assertThat(letters.send(telegram, chat, content(MediaKind.PHOTO, "words"))
                            .cause())
                    .hasMessageContaining("PHOTO_INVALID_DIMENSIONS");
        }
        assertThat(telegram.uploads()).isEqualTo(3);
        telegram.refusal = chat -> null;
        assertThat(letters.send(telegram, 11, content(MediaKind.DOCUMENT, "words"))
                        .succeeded())
                .isTrue();
        clock.forward(Duration.ofSeconds(61));
        assertThat(letters.send(telegram, 12, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
        assertThat(telegram.uploads()).isEqualTo(5);
    }

    @Test
    void what_some_people_do_not_take_is_uploaded_for_the_others() {
        telegram.refusal = chat -> switch (chat) {
            case "1", "2", "4" -> refused(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN");
            case "3" -> refused(403, "Forbidden: bot was blocked by the user");
            default -> null;
        };
        for (int chat = 1; chat <= 3; chat++) {
            letters.send(telegram, chat, content(MediaKind.VOICE, "words"));
        }
        assertThat(letters.send(telegram, 5, content(MediaKind.VOICE, "words")).succeeded())
                .isTrue();
        telegram.forgotten = "voice-1";
        letters.send(telegram, 4, content(MediaKind.VOICE, "words"));
        telegram.forgotten = "";
        assertThat(letters.send(telegram, 6, content(MediaKind.VOICE, "words")).succeeded())
                .isTrue();
    }

    @Test
    void an_id_that_telegram_forgot_is_not_used_again() {
        letters.send(telegram, 1, content(MediaKind.PHOTO, "words"));
        telegram.forgotten = "photo-1";
        assertThat(letters.send(telegram, 2, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
        assertThat(letters.send(telegram, 3, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
        assertThat(telegram.calls)
                .containsExactly(
                        "1 upload of a.bin: the content", "2 photo-1", "2 upload of a.bin: the content", "3 photo-2");
        assertThat(ids.all).containsValue("photo:photo-2").doesNotContainValue("photo:photo-1");
    }

    @Test
    void another_server_finds_the_id_that_one_remembered() {
        letters.send(telegram, 1, content(MediaKind.PHOTO, "words"));
        Letters other = new Letters(new Uploads(new Files(files), ids, clock));
        other.from(1);
        other.send(telegram, 2, content(MediaKind.PHOTO, "words"));
        assertThat(telegram.calls.get(1)).isEqualTo("2 photo-1");
    }

    @Test
    void another_bot_and_another_kind_need_an_upload_of_their_own() {
        letters.send(telegram, 1, content(MediaKind.PHOTO, "words"));
        letters.send(telegram, 2, content(MediaKind.DOCUMENT, "words"));
        letters.from(2);
        letters.send(telegram, 3, content(MediaKind.PHOTO, "words"));
        assertThat(telegram.uploads()).isEqualTo(3);
        letters.from(1);
        letters.send(telegram, 4, content(MediaKind.PHOTO, "words"));
        assertThat(telegram.calls.get(3)).isEqualTo("4 photo-1");
    }

    @Test
    void a_silent_video_that_came_back_as_an_animation_is_sent_on_as_one() {
        telegram.shownAs = kind -> MediaKind.ANIMATION;
        letters.send(telegram, 1, content(MediaKind.VIDEO, "words"));
        letters.send(telegram, 2, content(MediaKind.VIDEO, "words"));
        assertThat(telegram.methods.get(0)).isInstanceOf(SendVideo.class);
        assertThat(telegram.methods.get(1)).isInstanceOfSatisfying(SendAnimation.class, sent -> {
            assertThat(sent.getAnimation().getAttachName()).isEqualTo("animation-1");
            assertThat(sent.getCaption()).isEqualTo("words");
        });
        Letters other = new Letters(new Uploads(new Files(files), ids, clock));
        other.from(1);
        other.send(telegram, 3, content(MediaKind.VIDEO, "words"));
        assertThat(telegram.methods.get(2)).isInstanceOf(SendAnimation.class);
    }

    @Test
    void an_id_that_could_not_be_remembered_costs_no_delivery() {
        ids.away = true;
        ids.all.clear();
        assertThat(letters.send(telegram, 1, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
        assertThat(letters.send(telegram, 2, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
        assertThat(telegram.uploads()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_gone_is_a_failure_and_no_call() {
        files.all.clear();
        assertThat(letters.send(telegram, 1, content(MediaKind.PHOTO, "words")).failed())
                .isTrue();
        assertThat(telegram.calls).isEmpty();
        files.fill();
        assertThat(letters.send(telegram, 1, content(MediaKind.PHOTO, "words")).succeeded())
                .isTrue();
    }

    @Test
    void a_copy_names_no_author_and_carries_words_and_hints() {
        JsonObject hints = new JsonObject().put("spoiler", true).put("caption_above", true);
        Media media = new Media(MediaKind.PHOTO, MemoryFiles.ID, hints);
        letters.send(telegram, 5, new Content("<b>w</b>", Optional.of("HTML"), Optional.empty(), Optional.of(media)));
        assertThat(telegram.methods.get(0)).isInstanceOfSatisfying(SendPhoto.class, sent -> {
            assertThat(sent.getChatId()).isEqualTo("5");
            assertThat(sent.getCaption()).isEqualTo("<b>w</b>");
            assertThat(sent.getParseMode()).isEqualTo("HTML");
            assertThat(sent.getHasSpoiler()).isTrue();
            assertThat(sent.getShowCaptionAboveMedia()).isTrue();
        });
    }

    @Test
    void a_text_keeps_its_formatting_also_where_it_is_changed() {
        Content text = new Content(
                "hello",
                Optional.empty(),
                Optional.of("[{\"type\":\"bold\",\"offset\":0,\"length\":3,\"new_field\":1}]"),
                Optional.empty());
        letters.send(telegram, 5, text);
        letters.edit(telegram, 5, 6, text);
        assertThat(telegram.methods.get(0))
                .isInstanceOfSatisfying(
                        SendMessage.class,
                        sent -> assertThat(sent.getEntities().get(0).getType()).isEqualTo("bold"));
        assertThat(telegram.methods.get(1)).isInstanceOfSatisfying(EditMessageText.class, edit -> {
            assertThat(edit.getMessageId()).isEqualTo(6);
            assertThat(edit.getEntities()).hasSize(1);
        });
    }

    @Test
    void a_caption_is_changed_where_it_stands_and_may_go() {
        Media media = new Media(MediaKind.PHOTO, MemoryFiles.ID, new JsonObject().put("caption_above", true));
        letters.edit(telegram, 5, 6, new Content("", Optional.empty(), Optional.empty(), Optional.of(media)));
        assertThat(telegram.methods.get(0)).isInstanceOfSatisfying(EditMessageCaption.class, edit -> {
            assertThat(edit.getCaption()).isEmpty();
            assertThat(edit.getShowCaptionAboveMedia()).isTrue();
        });
    }

    private static Content content(MediaKind kind, String text) {
        Media media = new Media(kind, MemoryFiles.ID, new JsonObject());
        return new Content(text, Optional.empty(), Optional.empty(), Optional.of(media));
    }

    private static Refused refused(int code, String words) {
        return new Refused("send", code, words, 0);
    }

    /** Telegram as far as files go: an uploaded one gets an id, {@code photo-1} and so on. */
    private static final class Server implements Telegram {
        final List<String> calls = new ArrayList<>();
        final List<PartialBotApiMethod<?>> methods = new ArrayList<>();
        Function<MediaKind, MediaKind> shownAs = kind -> kind;
        Function<String, Refused> refusal = chat -> null;
        String forgotten = "";
        boolean slow;
        private int given;
        private Promise<Serializable> waiting;
        private Serializable answer;

        @Override
        @SuppressWarnings("unchecked") // each method is answered with what it promises
        public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
            methods.add(method);
            if (!(method instanceof SendMediaBotMethod<?> media)) {
                return (Future<T>) Future.succeededFuture(new Message());
            }
            String chat = media.getChatId();
            boolean upload = media.getFile().isNew();
            calls.add(chat + " "
                    + (upload ? "upload of " + name(media) : media.getFile().getAttachName()));
            if (!upload && media.getFile().getAttachName().equals(forgotten)) {
                return Future.failedFuture(refused(400, "Bad Request: wrong file identifier/HTTP URL specified"));
            }
            if (refusal.apply(chat) != null) {
                return Future.failedFuture(refusal.apply(chat));
            }
            Serializable message = upload ? uploaded(media) : message(chat);
            if (!slow) {
                return (Future<T>) Future.succeededFuture(message);
            }
            waiting = Promise.promise();
            answer = message;
            return (Future<T>) waiting.future();
        }

        private static String name(SendMediaBotMethod<?> media) {
            try {
                return media.getFile().getMediaName() + ": "
                        + new String(
                                media.getFile().getNewMediaStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private Message uploaded(SendMediaBotMethod<?> media) {
            MediaKind kind = shownAs.apply(MediaKind.find(media.getFileField()).orElseThrow());
            String id = kind.text() + "-" + ++given;
            Message message = message(media.getChatId());
            switch (kind) {
                case PHOTO -> message.setPhoto(List.of(photo("small"), photo(id)));
                case VIDEO ->
                    message.setVideo(Video.builder()
                            .fileId(id)
                            .fileUniqueId("u")
                            .width(1)
                            .height(1)
                            .duration(1)
                            .build());
                case ANIMATION -> {
                    message.setAnimation(Animation.builder()
                            .fileId(id)
                            .fileUniqueId("u")
                            .width(1)
                            .height(1)
                            .duration(1)
                            .build());
                    message.setDocument(
                            Document.builder().fileId(id).fileUniqueId("u").build());
                }
                case DOCUMENT ->
                    message.setDocument(
                            Document.builder().fileId(id).fileUniqueId("u").build());
                case AUDIO ->
                    message.setAudio(Audio.builder()
                            .fileId(id)
                            .fileUniqueId("u")
                            .duration(1)
                            .build());
                case VOICE ->
                    message.setVoice(Voice.builder()
                            .fileId(id)
                            .fileUniqueId("u")
                            .duration(1)
                            .build());
                case STICKER -> {
                    Sticker sticker = new Sticker();
                    sticker.setFileId(id);
                    message.setSticker(sticker);
                }
            }
            return message;
        }

        private static PhotoSize photo(String id) {
            PhotoSize size = new PhotoSize();
            size.setFileId(id);
            return size;
        }

        private static Message message(String chat) {
            Message message = new Message();
            message.setMessageId(Integer.parseInt(chat));
            return message;
        }

        void answer() {
            waiting.complete(answer);
        }

        void fail(Throwable failure) {
            waiting.fail(failure);
        }

        long uploads() {
            return calls.stream().filter(call -> call.contains("upload")).count();
        }
    }

    private static final class MemoryFiles implements FileStore {
        static final String ID = "f".repeat(64);
        final Map<String, StoredFile> all = new HashMap<>();

        MemoryFiles() {
            fill();
        }

        void fill() {
            all.put(ID, new StoredFile(ID, "a.bin", 11, List.of("the ", "content")));
        }

        @Override
        public Future<Void> keep(String hash, Buffer chunk) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Buffer> chunk(String hash) {
            return Future.succeededFuture(Buffer.buffer(hash));
        }

        @Override
        public Future<Void> put(StoredFile file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<StoredFile>> find(String id) {
            return Future.succeededFuture(Optional.ofNullable(all.get(id)));
        }
    }

    private static final class MemoryIds implements FileIds {
        final Map<String, String> all = new HashMap<>();
        boolean away;

        @Override
        public Future<Optional<String>> of(long bot, String kind, String file) {
            return Future.succeededFuture(Optional.ofNullable(all.get(bot + kind + file)));
        }

        @Override
        public Future<Void> remember(long bot, String kind, String file, String fileId) {
            if (away) {
                return Future.failedFuture("away");
            }
            all.put(bot + kind + file, fileId);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> forget(long bot, String kind, String file, String fileId) {
            all.remove(bot + kind + file, fileId);
            return Future.succeededFuture();
        }
    }
}
