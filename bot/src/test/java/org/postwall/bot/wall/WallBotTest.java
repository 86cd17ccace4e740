package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.App;
import org.postwall.bot.Await;
import org.postwall.bot.Chat;
import org.postwall.bot.Chat.Shown;
import org.postwall.bot.Settings;
import org.postwall.bot.Telegram;
import org.postwall.bot.WallStub;
import org.postwall.telegram.process.Environment;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WallBotTest {
    private static final String TIME = "2026-11-21T06:20:30.123Z";

    private final Vertx vertx = Vertx.vertx();
    private Telegram telegram;
    private WallStub wall;
    private App app;
    private Chat ann;
    private Chat boris;

    @BeforeEach
    void open() {
        telegram = new Telegram(vertx);
        wall = new WallStub(vertx);
        app = start();
        ann = telegram.person("Ann", "en");
        boris = telegram.person("Борис", "ru");
    }

    private App start() {
        return Await.result(App.start(
                vertx,
                Settings.from(new Environment(Map.of(
                        "BOT_TOKEN", telegram.token(),
                        "TELEGRAM_API_URL", telegram.address(),
                        "SERVER_HOST", wall.address())))));
    }

    @AfterEach
    void close() {
        Await.result(app.stop());
        wall.close();
        telegram.close();
        Await.result(vertx.close());
    }

    @Test
    void every_call_to_the_server_bears_the_name_of_its_update() {
        String bot = telegram.token().substring(0, telegram.token().indexOf(':'));
        JsonObject asked = telegram.control("POST", "messages", ann.request().put("text", "/get"));
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(1));
        JsonObject next = telegram.control("POST", "messages", ann.request().put("text", "/get"));
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(2));
        assertThat(wall.headers())
                .extracting(headers -> headers.get("x-request-id"))
                .containsExactly(
                        "tg-" + bot + "-" + asked.getInteger("update_id"),
                        "tg-" + bot + "-" + next.getInteger("update_id"));
    }

    @Test
    void start_greets_with_two_buttons_in_the_persons_language() {
        ann.says("/start");
        boris.says("/start");
        await().untilAsserted(() -> {
            assertThat(ann.last().buttons()).containsExactly("Add message", "Get messages");
            assertThat(ann.last().text()).startsWith("Hello");
            assertThat(boris.last().buttons()).containsExactly("Добавить сообщение", "Получить сообщения");
            assertThat(boris.last().text()).startsWith("Здравствуйте");
        });
    }

    @Test
    void a_text_that_was_asked_for_is_stored_and_confirmed() {
        begin(boris);
        String tap = boris.taps("Добавить сообщение");
        await().untilAsserted(() -> assertThat(boris.last().buttons()).containsExactly("Отмена"));
        int message = boris.says("Привет <b>всем</b> & 👋");
        await().untilAsserted(() -> assertThat(boris.last().text()).startsWith("Готово"));
        assertThat(boris.last().buttons()).containsExactly("Добавить сообщение", "Получить сообщения");
        assertThat(wall.texts()).containsExactly("Привет <b>всем</b> & 👋");
        JsonObject body = wall.bodies().get(0);
        assertThat(body.getJsonObject("user"))
                .isEqualTo(new JsonObject().put("userId", "" + boris.id()).put("first_name", "Борис"));
        assertThat(body.getJsonObject("message").getString("timestamp"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        String botId = telegram.token().replaceFirst(":.*", "");
        assertThat(wall.headers().get(0))
                .containsEntry("idempotency-key", "tg:" + botId + ":" + boris.id() + ":" + message)
                .containsKey("x-request-id")
                .doesNotContainKey("authorization");
        await().untilAsserted(() ->
                assertThat(boris.answer(tap).getBoolean("answered")).isTrue());
    }

    @Test
    void what_nobody_asked_for_is_never_stored() {
        ann.says("hello there");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(ann.last().buttons()).containsExactly("Add message", "Get messages");
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Write your message"));
        ann.says("/unknown command");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("That is a command"));
        ann.says("/start");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Hello"));
        ann.says("after start nothing is asked any more");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(wall.texts()).isEmpty();
    }

    @Test
    void only_one_text_is_stored_per_question() {
        add(ann, "one");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        ann.says("two");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(wall.texts()).containsExactly("one");
    }

    @Test
    void cancel_ends_the_question() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        ann.taps("Cancel");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Cancelled"));
        assertThat(ann.last().buttons()).containsExactly("Add message", "Get messages");
        ann.says("too late");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(wall.texts()).isEmpty();
    }

    @Test
    void an_outdated_cancel_takes_nothing_back() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        Shown question = ann.last();
        ann.says("one");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        String tap = ann.taps(question, "Cancel");
        await().untilAsserted(() -> {
            assertThat(ann.answer(tap).getBoolean("answered")).isTrue();
            assertThat(ann.said()).anyMatch(said -> said.text().startsWith("There is nothing to cancel"));
        });
        assertThat(wall.texts()).containsExactly("one");
    }

    @Test
    void anything_but_text_is_met_with_a_sentence() {
        ann.sends("sticker", "AAAA");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("I understand only text"));
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Write your message"));
        ann.sends("voice", "AAAA");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("The wall takes only text"));
        ann.says("text after all");
        await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("text after all"));
    }

    @Test
    void an_edited_message_changes_nothing() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        int message = ann.says("first words");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        ann.edits(message, "other words");
        ann.says("/start");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Hello"));
        assertThat(wall.texts()).containsExactly("first words");
    }

    @Test
    void a_wall_that_is_away_is_told_and_the_text_is_not_lost() {
        wall.answers(3, 503, "{\"status\":503}");
        add(ann, "precious");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Try again", "Cancel"));
        assertThat(ann.last().text()).contains("could not be stored");
        assertThat(wall.texts()).isEmpty();
        ann.taps("Try again");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        assertThat(wall.texts()).containsExactly("precious");
    }

    @Test
    void a_second_try_that_fails_too_leaves_everything_as_it_is() {
        wall.answers(6, 500, "oops");
        add(ann, "precious");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Try again", "Cancel"));
        String tap = ann.taps("Try again");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getString("text")).contains("still could not be stored"));
        ann.taps("Try again");
        await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("precious"));
    }

    @Test
    void a_lost_answer_does_not_post_twice() {
        wall.losesTheNextAnswer();
        add(ann, "once");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        assertThat(wall.texts()).containsExactly("once");
        assertThat(wall.bodies()).hasSize(2);
    }

    @Test
    void a_lost_confirmation_does_not_post_twice() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        telegram.fault("sendMessage", 1, new JsonObject().put("drop", "after"));
        ann.says("once");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        await().untilAsserted(
                        () -> assertThat(telegram.calls("getUpdates").size()).isGreaterThan(3));
        assertThat(wall.texts()).containsExactly("once");
    }

    @Test
    void telegram_failing_for_a_while_loses_no_text_and_no_answer() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        telegram.fault("sendMessage", 2, new JsonObject().put("error_code", 500).put("description", "Internal"));
        ann.says("stubborn");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Done"));
        assertThat(wall.texts()).containsExactly("stubborn");
    }

    @Test
    void what_the_wall_refuses_is_told_with_the_reason() {
        wall.answers(
                1,
                422,
                "{\"status\":422,\"errors\":[{\"field\":\"message.message\",\"message\":\"half a character\"}]}");
        add(ann, "odd");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("half a character"));
        assertThat(ann.last().buttons()).containsExactly("Cancel");
        ann.says("better");
        await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("better"));
    }

    @Test
    void the_wall_is_shown_in_one_message_with_five_posts_a_page() {
        posts(12);
        open(ann);
        assertThat(ann.last().text())
                .contains("page 1 of 3", "#12 Ann, 2026-11-21 06:20 UTC\ntext 12", "text 8")
                .doesNotContain("text 7");
        assertThat(ann.last().buttons()).contains("Older →").doesNotContain("← Newer");
        Shown page = ann.last();
        ann.taps("Older →");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 2 of 3", "text 7", "text 3"));
        ann.taps("Older →");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 3 of 3", "text 2", "text 1"));
        assertThat(ann.last().buttons()).contains("← Newer").doesNotContain("Older →");
        ann.taps("← Newer");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 2 of 3", "text 7", "text 3"));
        ann.taps("← Newer");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 1 of 3", "text 12", "text 8"));
        assertThat(ann.last().buttons()).doesNotContain("← Newer");
        assertThat(ann.last().id()).isEqualTo(page.id());
    }

    @Test
    void new_posts_do_not_shift_the_pages_under_a_reader() {
        posts(12);
        open(ann);
        wall.post("Eve", TIME, "brand new");
        ann.taps("Older →");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 2 of 3", "text 7", "text 3"));
        wall.post("Eve", TIME, "newer still");
        ann.taps("← Newer");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 1 of 3", "text 12", "text 8"));
        assertThat(ann.last().text()).doesNotContain("brand new");
        ann.taps("Refresh");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 1 of 3", "newer still", "brand new"));
    }

    @Test
    void the_wall_is_shown_in_russian_to_those_who_speak_it() {
        posts(6);
        begin(boris);
        boris.taps("Получить сообщения");
        await().untilAsserted(() -> assertThat(boris.last().text()).contains("страница 1 из 2"));
        boris.taps("Старее →");
        await().untilAsserted(() -> assertThat(boris.last().text()).contains("страница 2 из 2"));
        boris.taps("← Новее");
        await().untilAsserted(() -> assertThat(boris.last().text()).contains("страница 1 из 2"));
    }

    @Test
    void names_and_texts_are_shown_literally() {
        wall.post("<b>Bob</b> & \u202Eevil\nline", TIME, "<a href='x'>&amp; *_`[ \n  indented</a>");
        open(ann);
        assertThat(ann.last().text())
                .contains("#1 <b>Bob</b> & evil line, 2026-11-21 06:20 UTC\n<a href='x'>&amp; *_`[ \n  indented</a>");
    }

    @Test
    void a_page_of_five_longest_posts_fits_and_each_can_be_read_in_full() {
        String longest = "<&>".repeat(1365) + "Z";
        for (int i = 1; i <= 5; i++) {
            wall.post("N".repeat(64) + " " + "M".repeat(64), TIME, longest);
        }
        open(ann);
        assertThat(ann.last().text().length()).isBetween(3900, 4096);
        assertThat(ann.last().text()).contains("…");
        assertThat(ann.last().buttons()).contains("#5 in full", "#1 in full");
        ann.taps("#3 in full");
        await().untilAsserted(() -> assertThat(ann.last().text()).isEqualTo(longest));
        Shown head = ann.said().get(ann.said().size() - 2);
        assertThat(head.text()).startsWith("#3 NNN");
    }

    @Test
    void a_long_post_among_short_ones_is_shortened_least() {
        wall.post("Ann", TIME, "x".repeat(4050));
        wall.post("Ann", TIME, "short");
        open(ann);
        assertThat(ann.last().text()).contains("short").contains("x".repeat(3900));
        ann.taps("#1 in full");
        await().untilAsserted(() ->
                assertThat(ann.last().text()).startsWith("#1 Ann, 2026").endsWith("x".repeat(4050)));
    }

    @Test
    void an_empty_wall_invites_to_write() {
        begin(ann);
        ann.taps("Get messages");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("The wall is empty"));
        assertThat(ann.last().buttons()).containsExactly("Add message");
    }

    @Test
    void buttons_of_a_page_whose_posts_are_gone_still_lead_somewhere() {
        posts(7);
        wall.post("Ann", TIME, "y".repeat(4096));
        open(ann);
        Shown page = ann.last();
        IntStream.rangeClosed(1, 8).forEach(wall::remove);
        String tap = ann.taps(page, "#8 in full");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getString("text")).contains("no longer on the wall"));
        ann.taps(page, "Older →");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("The wall is empty"));
    }

    @Test
    void a_wall_that_is_away_leaves_the_page_and_says_so() {
        posts(6);
        open(ann);
        wall.answers(3, 503, "");
        String tap = ann.taps("Older →");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getBoolean("answered")).isTrue());
        await().untilAsserted(() -> assertThat(wall.headers().size()).isGreaterThanOrEqualTo(4));
        assertThat(ann.last().text()).contains("page 1 of 2");
        ann.taps("Older →");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("page 2 of 2"));
    }

    @Test
    void a_wall_that_says_nothing_for_long_leaves_no_button_waiting_and_is_told_in_a_message() {
        posts(6);
        open(ann);
        Shown page = ann.last();
        wall.fallsSilent(1);
        wall.answers(2, 503, "");
        String tap = ann.taps("Older →");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getBoolean("answered")).isTrue());
        assertThat(ann.answer(tap).getString("text")).isNull();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ann.last().text()).contains("does not answer"));
        assertThat(ann.said()).contains(page);
    }

    @Test
    void a_slash_alone_makes_no_command() {
        add(ann, "/ and // are text, says /usr/bin");
        await().untilAsserted(() -> assertThat(wall.texts()).containsExactly("/ and // are text, says /usr/bin"));
    }

    @Test
    void the_commands_do_what_the_buttons_do() {
        ann.says("/add@wall_bot");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        ann.says("/cancel");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Cancelled"));
        ann.says("/cancel");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("There is nothing to cancel"));
        ann.says("/GET");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("The wall is empty"));
    }

    @Test
    void in_a_group_the_bot_is_silent() {
        telegram.control(
                "POST",
                "chats",
                new JsonObject().put("id", -100).put("type", "group").put("title", "Friends"));
        telegram.control(
                "POST",
                "chats/-100/members",
                new JsonObject().put("bot", telegram.bot()).put("status", "member"));
        telegram.control(
                "POST",
                "chats/-100/members",
                new JsonObject().put("user_id", ann.id()).put("status", "member"));
        telegram.control("POST", "messages", ann.request().put("chat_id", -100).put("text", "/start"));
        begin(ann);
        assertThat(telegram.calls("sendMessage")).hasSize(1);
    }

    @Test
    void a_conversation_survives_a_restart_only_where_there_is_redis() {
        begin(ann);
        ann.taps("Add message");
        await().untilAsserted(() -> assertThat(ann.last().buttons()).containsExactly("Cancel"));
        Await.result(app.stop());
        app = start();
        ann.says("written after the restart");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("This was not stored"));
        assertThat(wall.texts()).isEmpty();
    }

    @Test
    void updates_of_a_stopped_bot_wait_for_the_next_and_none_is_handled_twice() {
        begin(ann);
        Await.result(app.stop());
        ann.says("/start");
        app = start();
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(2));
        ann.says("/cancel");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("There is nothing to cancel"));
        assertThat(ann.said()).hasSize(3);
    }

    @Test
    void a_wall_that_is_away_can_be_asked_again() {
        wall.answers(3, 0, "");
        begin(ann);
        ann.taps("Get messages");
        await().untilAsserted(() -> assertThat(ann.last().text()).contains("does not answer"));
        ann.taps("Try again");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("The wall is empty"));
    }

    @Test
    void the_same_page_again_is_no_failure() {
        posts(1);
        open(ann);
        String tap = ann.taps("Refresh");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getBoolean("answered")).isTrue());
        assertThat(ann.last().text()).contains("page 1 of 1");
    }

    @Test
    void the_menu_and_the_description_are_set_in_both_languages() {
        await().untilAsserted(() -> {
            assertThat(telegram.calls("setMyCommands")).hasSize(2);
            assertThat(telegram.calls("setMyDescription")).hasSize(2);
        });
        assertThat(telegram.calls("setMyCommands")).allMatch(call -> call.getInteger("status") == 200);
    }

    @Test
    void a_person_who_blocked_the_bot_stops_nobody_else() {
        begin(boris);
        boris.blocks(true);
        ann.says("/start");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Hello"));
        boris.blocks(false);
        boris.says("/start");
        await().untilAsserted(() -> assertThat(boris.said()).hasSize(2));
    }

    @Test
    void what_telegram_refuses_is_not_said_again_and_again() {
        begin(boris);
        JsonObject blocked =
                new JsonObject().put("error_code", 403).put("description", "Forbidden: bot was blocked by the user");
        telegram.fault("sendMessage", 1, blocked);
        boris.says("/start");
        boris.says("/cancel");
        await().untilAsserted(() -> assertThat(boris.last().text()).startsWith("Отменять"));
        assertThat(telegram.calls("sendMessage")).hasSize(3);
    }

    @Test
    void a_page_that_is_as_it_was_is_edited_once() {
        posts(1);
        open(ann);
        String tap = ann.taps("Refresh");
        await().untilAsserted(
                        () -> assertThat(ann.answer(tap).getBoolean("answered")).isTrue());
        ann.says("/start");
        await().untilAsserted(() -> assertThat(ann.last().text()).startsWith("Hello"));
        assertThat(telegram.calls("editMessageText")).hasSize(1);
    }

    @Test
    void a_page_whose_message_is_gone_is_shown_in_a_new_one() {
        posts(6);
        open(ann);
        JsonObject gone =
                new JsonObject().put("error_code", 400).put("description", "Bad Request: message to edit not found");
        telegram.fault("editMessageText", 1, gone);
        int before = ann.said().size();
        ann.taps("Older →");
        await().untilAsserted(() -> assertThat(ann.said()).hasSize(before + 1));
        assertThat(ann.last().text()).contains("page 2 of 2");
    }

    private void begin(Chat chat) {
        chat.says("/start");
        await().untilAsserted(() -> assertThat(chat.said()).isNotEmpty());
    }

    private void add(Chat chat, String text) {
        begin(chat);
        chat.taps("Add message");
        await().untilAsserted(() -> assertThat(chat.last().buttons()).containsExactly("Cancel"));
        chat.says(text);
    }

    private void open(Chat chat) {
        begin(chat);
        chat.taps("Get messages");
        await().untilAsserted(() -> assertThat(chat.last().text()).contains("page 1 of"));
    }

    private void posts(int count) {
        List<Integer> numbers = IntStream.rangeClosed(1, count).boxed().toList();
        numbers.forEach(number -> wall.post("Ann", TIME, "text " + number));
    }
}
