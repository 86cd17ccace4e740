package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.bot.Await;
import org.postwall.bot.Chat;
import org.postwall.bot.Chat.Shown;
import org.postwall.bot.broadcast.Progress.Status;
import org.postwall.bot.state.MemoryStates;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MasterBotTest {
    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final JsonObject VIDEO_NOTE = new JsonObject()
            .put("file_id", "f")
            .put("file_unique_id", "u")
            .put("length", 240)
            .put("duration", 1);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("secret");

    private final FakeServer server = new FakeServer();
    private final HandClock clock = new HandClock();
    private final MemoryStates states = new MemoryStates(clock);
    private Stage stage;
    private Chat ann;
    private Chat boris;

    @BeforeEach
    void open() {
        stage = new Stage();
        plays();
        ann = stage.telegram().person("Ann", "en");
        boris = stage.telegram().person("Борис", "ru");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void plays() {
        stage.plays(new MasterBot(stage.token(), PSEUDONYMS, server, server, states, clock));
    }

    @Test
    void start_explains_in_the_persons_language() {
        ann.says("/start");
        boris.says("/help");
        hears(ann, "Hello! What a master writes");
        hears(boris, "Здравствуйте! Что мастер пишет");
    }

    @Test
    void with_the_token_one_becomes_a_master_and_the_token_leaves_the_chat() {
        int message = ann.says("/register right");
        hears(ann, "You are a master now");
        assertThat(ann.shows()).extracting(Shown::id).doesNotContain(message);
        int again = ann.says("/register right");
        hears(ann, "You are a master already");
        assertThat(ann.shows()).extracting(Shown::id).doesNotContain(again);
        assertThat(server.tokens()).containsExactly("right");
    }

    @Test
    void the_server_hears_of_a_person_by_pseudonym_only() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        assertThat(server.persons()).containsExactly(PSEUDONYMS.of(ann.id()));
    }

    @Test
    void a_wrong_token_leaves_the_chat_too_and_a_redelivered_one_counts_once() {
        stage.telegram().fault("sendMessage", 1, new JsonObject().put("drop", "before"));
        int message = boris.says("/register wrong");
        hears(boris, "Этот токен неверен");
        assertThat(boris.shows()).extracting(Shown::id).doesNotContain(message);
        assertThat(server.tokens()).containsExactly("wrong");
    }

    @Test
    void who_is_locked_is_told_for_how_long() {
        server.locks(Duration.ofMinutes(20));
        ann.says("/register right");
        hears(ann, "There were too many wrong tokens. Try again in 20 min.");
        ann.says("nothing goes out");
        hears(ann, "Only masters");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void a_token_that_is_missing_or_can_not_be_checked_is_told() {
        ann.says("/register");
        hears(ann, "Send the token in the same message");
        server.isInTrouble(new BroadcastAway("status 503"));
        ann.says("/register right");
        hears(ann, "The server does not answer");
        assertThat(server.tokens()).isEmpty();
    }

    @Test
    void a_token_that_telegram_does_not_let_us_delete_is_answered_all_the_same() {
        stage.telegram()
                .fault(
                        "deleteMessage",
                        1,
                        new JsonObject()
                                .put("error_code", 400)
                                .put("description", "Bad Request: message can't be deleted"));
        ann.says("/register right");
        hears(ann, "You are a master now");
    }

    @ParameterizedTest
    @CsvSource({"text, hello", "text, /unknown", "sticker, AAAA", "photo, AAAA", "voice, AAAA", "document, AAAA"})
    void who_is_no_master_is_told_what_to_do_whatever_is_sent(String kind, String content) {
        ann.sends(kind, content);
        hears(ann, "Only masters can write to everyone here");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void a_masters_text_is_sent_with_its_formatting_and_a_key_that_names_nobody() {
        registers(ann);
        int message = stage.telegram()
                .control(
                        "POST",
                        "messages",
                        ann.request()
                                .put("text", "Hi all")
                                .put(
                                        "entities",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("type", "bold")
                                                        .put("offset", 0)
                                                        .put("length", 2))))
                .getInteger("message_id");
        hears(ann, "Message 1\nNobody has been written to yet.");
        assertThat(ann.last().buttons()).containsExactly("Pause", "Cancel");
        NewMessage sent = server.messages().get(0);
        assertThat(sent.text()).isEqualTo("Hi all");
        assertThat(sent.entities())
                .extracting(MessageEntity::getType, MessageEntity::getOffset, MessageEntity::getLength)
                .containsExactly(tuple("bold", 0, 2));
        assertThat(sent.key()).matches("[0-9a-f]{64}").isEqualTo(new MessageKeys(stage.token()).key(ann.id(), message));
    }

    @Test
    void a_redelivered_text_is_one_message_with_one_progress() {
        registers(ann);
        stage.telegram().fault("sendMessage", 1, new JsonObject().put("drop", "before"));
        ann.says("once");
        hears(ann, "Message 1");
        assertThat(server.messages()).hasSize(1);
        assertThat(ann.said())
                .filteredOn(said -> said.text().startsWith("Message"))
                .hasSize(1);
    }

    @Test
    void commands_of_a_master_and_what_is_neither_text_nor_a_medium_go_to_nobody() {
        registers(ann);
        ann.says("/regsiter right");
        hears(ann, "I don't know this command");
        boris.says("/help");
        hears(boris, "Здравствуйте");
        stage.receives(
                "message",
                boris,
                7,
                new JsonObject()
                        .put("location", new JsonObject().put("latitude", 1.5).put("longitude", 2.5)));
        hears(boris, "Писать всем здесь могут только мастера");
        registers(boris);
        stage.receives("message", boris, 8, new JsonObject().put("video_note", VIDEO_NOTE));
        hears(boris, "Ничего не отправлено: подписчики могут получать");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void progress_is_edited_in_place_until_it_is_finished() {
        registers(boris);
        boris.says("всем");
        hears(boris, "Сообщение 1\nПока никому не отправлено.");
        int message = boris.last().id();
        server.shows(Map.of("queued", 3L, "sent", 1L), false);
        looks();
        hears(boris, "Сообщение 1\nВыполнено 25%, получателей: 4\nдоставлено: 1\nждут: 3");
        server.shows(Map.of("sent", 3L, "failed", 1L), true);
        looks();
        hears(boris, "Сообщение 1\nГотово, получателей: 4\nдоставлено: 3\nне доставлено: 1");
        assertThat(boris.last().buttons()).containsExactly("Повторить неудачные", "Удалить у всех");
        assertThat(boris.last().id()).isEqualTo(message);
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
    }

    @Test
    void progress_that_is_as_it_was_is_not_edited_and_is_forgotten_after_an_hour() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.shows(Map.of("queued", 1L), false);
        looks();
        hears(ann, "Message 1\n0% done, 1 people");
        looks();
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        assertThat(stage.telegram().calls("editMessageText")).hasSize(1);
        clock.pass(Duration.ofHours(1));
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
    }

    @Test
    void a_server_that_is_away_is_asked_again() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.isInTrouble(new BroadcastAway("status 503"));
        looks();
        server.isInTrouble(null);
        server.shows(Map.of("sent", 1L), true);
        looks();
        hears(ann, "Message 1\nFinished, 1 people");
    }

    @Test
    void progress_goes_on_after_a_restart() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        stage.stops();
        looksAtNothing();
        server.shows(Map.of("sent", 1L), true);
        plays();
        looks();
        hears(ann, "Message 1\nFinished, 1 people");
        assertThat(ann.said())
                .filteredOn(said -> said.text().startsWith("Message"))
                .hasSize(1);
    }

    @Test
    void a_progress_message_that_is_gone_is_looked_after_no_more() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        stage.telegram()
                .fault(
                        "editMessageText",
                        1,
                        new JsonObject()
                                .put("error_code", 400)
                                .put("description", "Bad Request: message to edit not found"));
        server.shows(Map.of("queued", 1L), false);
        looks();
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
        assertThat(stage.telegram().calls("editMessageText")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Pause, pause:1, Paused.", "Cancel, cancel:1, Cancelled."})
    void the_buttons_give_orders(String label, String order, String words) {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        notes(ann, ann.taps(label), words);
        assertThat(server.orders()).containsExactly(order);
    }

    @Test
    void what_was_sent_can_be_deleted_for_everyone_and_is_watched_again() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.shows(Map.of("sent", 1L), true);
        looks();
        hears(ann, "Message 1\nFinished, 1 people");
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
        server.shows(recalled(Map.of("sent", 1L)));
        notes(ann, ann.taps("Delete for everyone"), "It is being deleted");
        looks();
        hears(ann, "Message 1\nDeleted as far as Telegram allows, 1 people\nsent: 1");
        server.shows(recalled(Map.of("recalled", 1L)));
        looks();
        hears(ann, "Message 1\nDeleted for everyone, 1 people\ndeleted again: 1");
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
        assertThat(ann.last().buttons()).isEmpty();
        assertThat(server.orders()).containsExactly("recall:1");
    }

    @Test
    void copies_that_can_not_be_deleted_are_not_waited_for_for_ever() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.shows(recalled(Map.of("sent", 1L)));
        looks();
        hears(ann, "Message 1\nDeleted as far");
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        clock.pass(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
    }

    @Test
    void a_pause_shows_and_ends_by_its_own_button() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.shows(progress(Status.PAUSED, Map.of("queued", 1L), false));
        looks();
        hears(ann, "Message 1\nPaused. 0% done, 1 people");
        notes(ann, ann.taps("Resume"), "Goes on.");
        assertThat(server.orders()).containsExactly("resume:1");
    }

    @Test
    void what_failed_can_be_tried_again() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.shows(Map.of("failed", 1L), true);
        looks();
        hears(ann, "Message 1\nFinished");
        await().untilAsserted(() -> assertThat(clock.alarms()).isZero());
        server.shows(Map.of("sent", 1L), true);
        notes(ann, ann.taps("Retry failed"), "The failed ones are tried again.");
        looks();
        hears(ann, "Message 1\nFinished, 1 people\nsent: 1");
        assertThat(server.orders()).containsExactly("retry:1");
    }

    @Test
    void an_order_that_can_not_be_followed_is_told_and_so_is_a_server_that_is_away() {
        registers(ann);
        ann.says("for all");
        hears(ann, "Message 1");
        server.takesNoOrders();
        notes(ann, ann.taps("Pause"), "This is not possible now.");
        server.isInTrouble(new BroadcastAway("status 503"));
        notes(ann, ann.taps("Pause"), "The server does not answer");
    }

    @Test
    void what_the_server_did_not_confirm_is_sent_once_however_often_it_is_tried() {
        registers(ann);
        server.losesAnswers(true);
        ann.says("once");
        hears(ann, "The server did not confirm your message");
        notes(ann, ann.taps("Try again"), "The server still does not answer");
        server.losesAnswers(false);
        ann.taps("Try again");
        hears(ann, "Message 1");
        assertThat(server.messages()).hasSize(1);
        await().untilAsserted(() ->
                assertThat(ann.said()).anyMatch(said -> said.text().equals("The server has your message now.")));
    }

    @Test
    void what_the_server_refuses_is_told_with_the_reason() {
        registers(ann);
        server.refusesMessages("not so long");
        ann.says("too long");
        hears(ann, "Nothing was sent, the server does not take this: not so long");
    }

    @Test
    void in_a_group_it_is_silent() {
        stage.saysInGroup(ann, "/register right");
        ann.says("/start");
        hears(ann, "Hello");
        assertThat(server.tokens()).isEmpty();
        assertThat(stage.telegram().calls("sendMessage")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "photo, photo.jpg",
        "video, video.mp4",
        "animation, animation.mp4",
        "voice, voice.oga",
        "sticker, sticker.webp"
    })
    void a_masters_medium_is_taken_over_and_sent(String type, String name) {
        registers(ann);
        ann.sends(type, base64("bytes"));
        hears(ann, "Message 1");
        assertThat(server.files()).isEqualTo(Map.of(name, Buffer.buffer("bytes")));
        NewMessage sent = server.messages().get(0);
        assertThat(sent.text()).isEmpty();
        assertThat(sent.medium()).hasValueSatisfying(medium -> {
            assertThat(medium.type()).isEqualTo(type);
            assertThat(medium.file()).isEqualTo("kept " + name);
        });
    }

    @Test
    void captions_keep_their_formatting_and_documents_their_names() {
        registers(ann);
        stage.telegram()
                .control(
                        "POST",
                        "messages",
                        ann.request()
                                .put("document", base64("bytes"))
                                .put("file_name", "For Ann.PDF")
                                .put("caption", "see https://e.org"));
        hears(ann, "Message 1");
        NewMessage sent = server.messages().get(0);
        assertThat(sent.text()).isEqualTo("see https://e.org");
        assertThat(sent.entities()).extracting(MessageEntity::getType).containsExactly("url");
        assertThat(sent.medium().orElseThrow().hints()).isEqualTo(new JsonObject().put("name", "For Ann.PDF"));
        assertThat(server.files()).containsOnlyKeys("document.pdf");
    }

    @Test
    void a_redelivered_medium_is_one_message() {
        registers(ann);
        stage.telegram().fault("sendMessage", 1, new JsonObject().put("drop", "before"));
        ann.sends("photo", base64("bytes"));
        hears(ann, "Message 1");
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void media_that_the_server_did_not_get_are_each_sent_once_when_tried_again() {
        registers(ann);
        server.isInTrouble(new BroadcastAway("status 503"));
        // The server is away for what comes next, but knows its masters.
        server.knowsMasters();
        ann.sends("photo", base64("one"));
        ann.sends("video", base64("two"));
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(3));
        Shown first = ann.said().get(1);
        Shown second = ann.said().get(2);
        assertThat(first.text()).startsWith("The server did not confirm your message");
        server.isInTrouble(null);
        ann.taps(second, "Try again");
        await().untilAsserted(() -> assertThat(server.messages()).hasSize(1));
        ann.taps(first, "Try again");
        await().untilAsserted(() -> assertThat(server.messages()).hasSize(2));
        assertThat(server.messages())
                .extracting(message -> message.medium().orElseThrow().type())
                .containsExactly("video", "photo");
        assertThat(server.files().get("photo.jpg")).isEqualTo(Buffer.buffer("one"));
        await().untilAsserted(() -> assertThat(ann.said())
                .filteredOn(said -> said.text().equals("The server has your message now."))
                .hasSize(2));
    }

    @Test
    void a_file_that_telegram_does_not_hand_out_is_told_with_the_reason() {
        registers(ann);
        refusesFile("Bad Request: file is too big");
        ann.sends("video", base64("bytes"));
        hears(ann, "Nothing was sent: Telegram lets bots load files of at most 20 MB");
        refusesFile("Bad Request: wrong file_id or the file is temporarily unavailable");
        ann.sends("video", base64("bytes"));
        hears(ann, "Nothing was sent: Telegram does not hand out this file");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void a_file_that_telegram_does_not_answer_for_can_be_tried_again() {
        registers(ann);
        stage.telegram().fault("getFile", 1, new JsonObject().put("drop", "before"));
        ann.sends("video", base64("bytes"));
        hears(ann, "The server did not confirm your message");
        ann.taps("Try again");
        await().untilAsserted(() -> assertThat(server.messages()).hasSize(1));
    }

    @Test
    void an_edit_changes_what_was_sent_and_says_nothing() {
        registers(ann);
        int text = ann.says("old");
        int photo = ann.sends("photo", base64("bytes"));
        hears(ann, "Message 2");
        int said = ann.said().size();
        ann.edits(text, "new");
        ann.edits(photo, "a caption");
        await().untilAsserted(() -> assertThat(server.edits()).containsExactly("1:new", "2:a caption"));
        assertThat(ann.said()).hasSize(said);
    }

    @Test
    void an_edit_that_is_not_possible_is_told() {
        registers(ann);
        int sent = ann.says("old");
        int command = ann.says("/unknown");
        hears(ann, "I don't know");
        ann.edits(command, "/register right");
        hears(ann, "Nothing changes for followers");
        ann.edits(sent, "/register right");
        hears(ann, "Not changed: commands");
        assertThat(server.edits()).isEmpty();
        server.takesNoEdits();
        ann.edits(sent, "late");
        hears(ann, "Not changed: the message was cancelled or deleted");
        server.refusesMessages("not so long");
        ann.edits(sent, "long");
        hears(ann, "Not changed, the server does not take this: not so long");
        server.isInTrouble(new BroadcastAway("status 503"));
        ann.edits(sent, "away");
        hears(ann, "Not changed: the server does not answer");
    }

    @Test
    void an_edit_of_what_was_not_sent_yet_goes_out_when_it_is_tried_again() {
        registers(ann);
        server.isInTrouble(new BroadcastAway("status 503"));
        server.knowsMasters();
        int message = ann.says("old");
        hears(ann, "The server did not confirm");
        server.isInTrouble(null);
        ann.edits(message, "new");
        boris.says("/help");
        hears(boris, "Здравствуйте");
        await().untilAsserted(() -> assertThat(Await.result(states.get(ann.id())))
                .hasValueSatisfying(state -> assertThat(state.encode()).contains("\"new\"")));
        ann.taps("Try again");
        await().untilAsserted(() ->
                assertThat(server.messages()).extracting(NewMessage::text).containsExactly("new"));
    }

    @Test
    void edits_of_others_and_of_what_moves_by_itself_are_passed_over() {
        int message = ann.says("no master");
        hears(ann, "Only masters");
        ann.edits(message, "still none");
        registers(boris);
        stage.receives(
                "edited_message",
                boris,
                9,
                new JsonObject()
                        .put("location", new JsonObject().put("latitude", 1.5).put("longitude", 2.5)));
        ann.says("/help");
        hears(ann, "Hello!");
        assertThat(ann.said()).hasSize(2);
        assertThat(boris.said()).hasSize(1);
        assertThat(server.edits()).isEmpty();
    }

    private void registers(Chat chat) {
        int before = chat.said().size();
        chat.says("/register right");
        await().untilAsserted(() -> assertThat(chat.said()).hasSize(before + 1));
    }

    private void refusesFile(String why) {
        stage.telegram()
                .fault("getFile", 1, new JsonObject().put("error_code", 400).put("description", why));
    }

    private static Progress recalled(Map<String, Long> counts) {
        return progress(Status.RECALLED, counts, true);
    }

    private static Progress progress(Status status, Map<String, Long> counts, boolean finished) {
        return new Progress(status, counts, 0, finished, 0, Optional.empty(), List.of(), Optional.empty());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next look at how far a broadcast got, once it is due. */
    private void looks() {
        await().untilAsserted(() -> assertThat(clock.alarms()).isOne());
        clock.pass(LOOK);
    }

    /** What the ended bot had in mind is past. */
    private void looksAtNothing() {
        clock.pass(LOOK);
        assertThat(clock.alarms()).isZero();
    }

    /** Hears words over the chat, or in it where the tap waited too long. */
    private static void notes(Chat chat, String tap, String words) {
        await().untilAsserted(() -> assertThat(
                        chat.answer(tap).getString("text", "") + chat.last().text())
                .contains(words));
    }

    private static void hears(Chat chat, String words) {
        await().untilAsserted(() -> assertThat(chat.last().text()).startsWith(words));
    }
}
