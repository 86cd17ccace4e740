package org.postwall.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Simulator.BotAccount;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.World;

@ExtendWith(NeedsChromium.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChatPageBrowserTest {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static Browser browser;

    private Lab lab;
    private BotAccount bot;

    @BeforeAll
    static void open() {
        browser = new Browser("en-GB");
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void start() {
        lab = new Lab();
        lab.post(
                "/simulator/limits",
                new JsonObject("{\"messages_per_second\":0,\"per_chat_per_second\":0,\"per_group_per_minute\":0}"));
        bot = lab.bot("wall_bot");
    }

    @AfterEach
    void stop() {
        assertThat(browser.complaints()).as("the console").isEmpty();
        browser.open("about:blank");
        lab.close();
    }

    private String url() {
        return "http://127.0.0.1:" + lab.simulator().port() + "/";
    }

    /** Comes as a newcomer and presses Start; gives the number of the person the page made. */
    private long begin() {
        browser.open(url());
        browser.press(".start");
        browser.see(".message.out .text", "/start");
        return me();
    }

    private static long me() {
        return (Long) browser.run("return JSON.parse(localStorage['postwall.simulator.page']).people[0].id");
    }

    private JsonObject says(long person, String html, JsonObject more) {
        return lab.call(
                        bot,
                        "sendMessage",
                        new JsonObject()
                                .put("chat_id", person)
                                .put("text", html)
                                .put("parse_mode", "HTML")
                                .mergeIn(more))
                .result();
    }

    private JsonObject says(long person, String html) {
        return says(person, html, new JsonObject());
    }

    private static JsonObject keys(String... data) {
        JsonArray row = new JsonArray();
        for (String each : data) {
            row.add(new JsonObject().put("text", "Key " + each).put("callback_data", each));
        }
        return markup(new JsonObject().put("inline_keyboard", new JsonArray().add(row)));
    }

    private static JsonObject markup(JsonObject markup) {
        return new JsonObject().put("reply_markup", markup);
    }

    private JsonObject update(String kind) {
        return await().until(
                        () -> lab.call(bot, "getUpdates", new JsonObject()).results().stream()
                                .map(JsonObject.class::cast)
                                .filter(update -> update.containsKey(kind))
                                .reduce((first, second) -> second),
                        Optional::isPresent)
                .orElseThrow()
                .getJsonObject(kind);
    }

    private void happens(java.util.function.BiConsumer<World, Bot> what) {
        Lab.await(lab.simulator().run(world -> {
            what.accept(world, world.bots().find("wall_bot").orElseThrow());
            return true;
        }));
    }

    @Test
    void a_newcomer_finds_a_person_and_the_wall_bot_and_starts() {
        browser.open(url());
        assertThat(browser.see(".start").getText()).isEqualTo("Start");
        assertThat(browser.see("[role=tab][aria-selected=true]").getText()).contains("Alex");
        browser.press(".start");
        assertThat(update("message").getString("text")).isEqualTo("/start");
        assertThat(update("message").getJsonObject("from").getString("language_code"))
                .isEqualTo("en");
        says(me(), "Hello");
        browser.see(".message.in .text", "Hello");
        assertThat(browser.focused().getTagName()).isEqualTo("textarea");
    }

    @Test
    void a_page_without_a_bot_waits_for_one() {
        lab.post("/simulator/reset", new JsonObject());
        browser.open(url());
        browser.see(".nothing-hint", "POST /simulator/bots");
        lab.bot("late_bot");
        browser.press(".start");
        browser.see(".message.out .text", "/start");
    }

    @Test
    void formatting_is_shown_and_what_looks_like_html_stays_text() {
        long me = begin();
        says(
                me,
                "<b>fat</b> <i>thin</i> <code>x()</code> <a href=\"https://example.com/\">out</a> "
                        + "<tg-spoiler>secret</tg-spoiler> <pre><code class=\"language-java\">var x;</code></pre>"
                        + "<blockquote>quote</blockquote>");
        browser.see(".in .text strong", "fat");
        browser.see(".in .text em", "thin");
        browser.see(".in .text code", "x()");
        browser.see(".in .text blockquote", "quote");
        assertThat(browser.see(".in .text pre").getAttribute("data-language")).isEqualTo("java");
        WebElement link = browser.see(".in .text a", "out");
        assertThat(link.getAttribute("href")).isEqualTo("https://example.com/");
        assertThat(link.getAttribute("rel")).contains("noopener");
        browser.press(".spoiler");
        browser.seeNo(".spoiler");

        String hostile = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
        browser.say(hostile);
        assertThat(browser.see(".out .text", "<img").getText()).isEqualTo(hostile);
        assertThat(browser.run("return document.querySelectorAll('.messages img, .messages script').length"))
                .isEqualTo(0L);
        says(me, "&lt;b&gt;not fat&lt;/b&gt; javascript:alert(1)");
        browser.see(".in .text", "<b>not fat</b>");
    }

    @Test
    void a_tap_waits_for_its_answer_and_shows_it() {
        long me = begin();
        says(me, "Choose", keys("a", "b"));
        browser.press("[data-callback=a]");
        browser.see("[data-callback=a][aria-busy=true]");
        JsonObject query = update("callback_query");
        assertThat(query.getString("data")).isEqualTo("a");
        answer(query, new JsonObject().put("text", "Well chosen"));
        browser.see(".toast", "Well chosen");
        browser.seeNo("[aria-busy=true]");

        browser.press("[data-callback=b]");
        browser.see("[data-callback=b][aria-busy=true]");
        answer(
                update("callback_query"),
                new JsonObject().put("text", "Stop and read").put("show_alert", true));
        browser.see("dialog", "Stop and read");
        browser.press("dialog .main");
        browser.seeNo("dialog");
    }

    private void answer(JsonObject query, JsonObject answer) {
        lab.call(bot, "answerCallbackQuery", answer.put("callback_query_id", query.getString("id")))
                .ok();
    }

    @Test
    void a_message_is_edited_in_place_and_says_so() {
        long me = begin();
        int id = says(me, "Page one", keys("next")).getInteger("message_id");
        browser.see(".in .text", "Page one");
        lab.call(
                        bot,
                        "editMessageText",
                        new JsonObject()
                                .put("chat_id", me)
                                .put("message_id", id)
                                .put("text", "Page two")
                                .mergeIn(keys("back")))
                .ok();
        browser.see(".in .text", "Page two");
        browser.see(".in .edited", "edited");
        browser.see("[data-callback=back]");
        browser.seeNo("[data-callback=next]");
        assertThat(browser.all(".message.in")).hasSize(1);
        lab.call(bot, "deleteMessage", new JsonObject().put("chat_id", me).put("message_id", id))
                .ok();
        browser.seeNo(".message.in");
    }

    @Test
    void a_button_that_is_gone_says_so() {
        long me = begin();
        int id = says(me, "Choose", keys("a")).getInteger("message_id");
        browser.see("[data-callback=a]");
        browser.run("window.stale = document.querySelector('[data-callback=a]')");
        lab.call(
                        bot,
                        "editMessageReplyMarkup",
                        new JsonObject().put("chat_id", me).put("message_id", id))
                .ok();
        browser.seeNo("[data-callback=a]");
        browser.run("window.stale.click()");
        browser.see(".toast", "This button is gone.");
        assertThat(browser.complaints()).allMatch(line -> line.contains("409"));
    }

    @Test
    void one_edits_ones_own_message_with_the_keyboard() {
        begin();
        browser.say("Good mornign");
        browser.see(".out .text", "Good mornign");
        WebElement field = browser.see("textarea");
        field.sendKeys(Keys.ARROW_UP);
        browser.see(".banner", "Good mornign");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), "Good morning", Keys.ENTER);
        browser.see(".out .text", "Good morning");
        browser.see(".out .edited");
        assertThat(update("edited_message").getString("text")).isEqualTo("Good morning");
    }

    @Test
    void shift_and_enter_makes_a_line_and_enter_sends() {
        begin();
        WebElement field = browser.see("textarea");
        field.sendKeys("one", Keys.chord(Keys.SHIFT, Keys.ENTER), "two", Keys.ENTER);
        assertThat(browser.see(".out .text", "one").getText()).isEqualTo("one\ntwo");
        assertThat(update("message").getString("text")).isEqualTo("one\ntwo");
    }

    @Test
    void commands_are_offered_and_sent() {
        begin();
        happens((world, known) -> {
            known.profile()
                    .setCommands(
                            "default",
                            "",
                            new JsonArray("[{\"command\":\"add\",\"description\":\"Write\"},"
                                    + "{\"command\":\"get\",\"description\":\"Read\"}]"));
            world.changes().tell(new Change.BotChanged(known));
        });
        browser.press(".slash");
        browser.see(".commands [data-command=add]", "Write");
        browser.press(".commands [data-command=get]");
        browser.see(".out .text", "/get");
        browser.see("textarea").sendKeys("/a", Keys.TAB);
        browser.see(".out .text", "/add");
        says(me(), "Try /help");
        browser.press(".in .text .command");
        browser.see(".out .text", "/help");
    }

    @Test
    void a_reply_keyboard_writes_and_goes_when_it_is_removed() {
        long me = begin();
        says(
                me,
                "Pick",
                markup(new JsonObject("{\"keyboard\":[[{\"text\":\"Red\"},\"Blue\"]],"
                        + "\"input_field_placeholder\":\"A colour\"}")));
        browser.see(".reply-keys .key", "Blue").click();
        browser.see(".out .text", "Blue");
        assertThat(browser.see("textarea").getAttribute("placeholder")).isEqualTo("A colour");
        says(me, "Thanks", markup(new JsonObject().put("remove_keyboard", true)));
        browser.seeNo(".reply-keys");
    }

    @Test
    void the_bot_is_seen_typing() {
        long me = begin();
        happens((world, known) -> world.changes()
                .tell(new Change.ChatAction(world.chats().find(known, me).orElseThrow(), known, "typing")));
        browser.see(".status", "typing");
        says(me, "Done");
        browser.see(".status", "@wall_bot");
    }

    @Test
    void a_photo_is_sent_and_shown(@TempDir Path folder) throws Exception {
        begin();
        Path photo = Files.write(folder.resolve("dot.png"), Base64.getDecoder().decode(PIXEL));
        browser.run("document.querySelector('input[type=file]').hidden = false");
        browser.see("input[type=file]").sendKeys(photo.toString());
        browser.see("dialog input[name=caption]").sendKeys("A dot");
        browser.press("dialog .main");
        browser.see(".out .visual .text", "A dot");
        await().until(() -> (Boolean) browser.run(
                "const image = document.querySelector('.out img'); return image.complete && image.naturalWidth === 1"));
        assertThat(update("message").getString("caption")).isEqualTo("A dot");
        assertThat(update("message").getJsonArray("photo")).hasSize(1);
    }

    @Test
    void an_album_is_one_bubble() {
        long me = begin();
        lab.call(
                        bot,
                        "sendMediaGroup",
                        new JsonObject()
                                .put("chat_id", me)
                                .put(
                                        "media",
                                        new JsonArray(
                                                "[{\"type\":\"photo\",\"media\":\"https://example.com/1.jpg\",\"caption\":\"Two\"},"
                                                        + "{\"type\":\"photo\",\"media\":\"https://example.com/2.jpg\"}]")))
                .ok();
        browser.see(".message.in .text", "Two");
        await().until(() -> browser.all(".message.in .album img").size() == 2);
        assertThat(browser.all(".message.in")).hasSize(1);
    }

    @Test
    void the_newest_message_stays_in_sight_while_pictures_come() {
        long me = begin();
        for (int i = 0; i < 4; i++) {
            lab.call(
                            bot,
                            "sendPhoto",
                            new JsonObject().put("chat_id", me).put("photo", "https://example.com/" + i + ".jpg"))
                    .ok();
        }
        await().until(() -> (Boolean) browser.run("const all = [...document.querySelectorAll('.in img')];"
                + "return all.length === 4 && all.every(image => image.complete && image.naturalWidth > 1)"));
        await().until(() -> (Boolean) browser.run("const view = document.querySelector('.scroller');"
                + "return view.scrollTop > 0 && view.scrollHeight - view.scrollTop - view.clientHeight < 2"));
        browser.seeNo(".to-end");
    }

    @Test
    void an_answer_quotes_what_it_answers() {
        long me = begin();
        says(me, "A question");
        WebElement question = browser.see(".message.in .bubble", "A question");
        new org.openqa.selenium.interactions.Actions(browser.driver())
                .moveToElement(question)
                .perform();
        browser.see(".message.in button[aria-label=Reply]").click();
        browser.see(".banner", "A question");
        browser.say("An answer");
        browser.see(".message.out .quoted", "A question");
        assertThat(update("message").getJsonObject("reply_to_message").getString("text"))
                .isEqualTo("A question");
    }

    @Test
    void older_messages_come_when_one_scrolls_up() {
        long me = begin();
        for (int i = 1; i <= 130; i++) {
            says(me, "message " + i);
        }
        browser.reload();
        browser.see(".in .text", "message 130");
        await().until(() -> browser.all(".message").size() == 100);
        browser.run("document.querySelector('.scroller').scrollTop = 0");
        await().until(() -> (Long) browser.run("return document.querySelectorAll('.message').length") == 131);
        says(me, "the newest");
        browser.see(".to-end .badge", "1");
        browser.press(".to-end");
        browser.see(".in .text", "the newest");
        browser.seeNo(".to-end");
    }

    @Test
    void a_bot_is_blocked_and_unblocked() {
        long me = begin();
        browser.press("button[aria-label='Block the bot']");
        browser.see(".pane-foot", "You have blocked this bot.");
        browser.seeNo("textarea");
        assertThat(lab.call(
                                bot,
                                "sendMessage",
                                new JsonObject().put("chat_id", me).put("text", "x"))
                        .description())
                .isEqualTo("Forbidden: bot was blocked by the user");
        browser.press(".pane-foot .big");
        browser.see("textarea");
        says(me, "Welcome back");
        browser.see(".in .text", "Welcome back");
    }

    @Test
    void several_people_talk_in_tabs_and_side_by_side() {
        long first = begin();
        browser.press(".new-tab");
        browser.see("dialog .choice", "A new person").click();
        WebElement name = browser.see("dialog input[name=first_name]");
        assertThat(name.getAttribute("value")).isEqualTo("Mary");
        name.sendKeys(Keys.chord(Keys.CONTROL, "a"), "Борис");
        new org.openqa.selenium.support.ui.Select(browser.see("dialog select[name=language_code]")).selectByValue("ru");
        browser.press("dialog .main");
        browser.see("[role=tab][aria-selected=true]", "Борис");
        browser.press(".pane.front .start");
        browser.see(".pane.front .out .text", "/start");
        JsonObject from = update("message").getJsonObject("from");
        assertThat(from.getString("first_name")).isEqualTo("Борис");
        assertThat(from.getString("language_code")).isEqualTo("ru");

        says(first, "Only for the first");
        browser.see("[role=tab][aria-selected=false] .badge", "1");
        assertThat(browser.all(".in .text")).isEmpty();
        browser.see("[role=tab][aria-selected=true]").sendKeys(Keys.ARROW_LEFT);
        browser.see(".in .text", "Only for the first");
        browser.seeNo(".tab .badge");

        browser.press(".columns");
        assertThat(browser.all(".pane")).hasSize(2);
        browser.reload();
        browser.see(".in .text", "Only for the first");
        assertThat(browser.all(".pane")).hasSize(2);
        browser.all(".close-tab").get(1).click();
        assertThat(browser.all("[role=tab]")).hasSize(1);
    }

    @Test
    void conversations_survive_a_reload_and_a_restart_of_the_simulator() {
        long me = begin();
        says(me, "Before");
        browser.see(".in .text", "Before");
        browser.reload();
        browser.see(".in .text", "Before");
        assertThat(me()).isEqualTo(me);

        int port = lab.simulator().port();
        lab.close();
        browser.see(".away");
        lab = new Lab(SimulatorOptions.on(port));
        bot = lab.bot("wall_bot");
        browser.see(".start");
        browser.seeNo(".away");
        browser.press(".start");
        browser.see(".out .text", "/start");
        says(me, "After");
        browser.see(".in .text", "After");
        assertThat(browser.complaints()).allMatch(line -> line.contains("net::ERR_") || line.contains("404"));
    }

    @Test
    void one_who_closes_the_last_conversation_is_left_alone() {
        begin();
        browser.press(".close-tab");
        browser.see(".nothing", "No conversation is open.");
        browser.press(".nothing .big");
        browser.see("dialog .choice", "Alex").click();
        browser.press("dialog .main");
        browser.see(".out .text", "/start");
    }

    @Test
    void after_a_reset_the_page_waits_for_its_bot() {
        begin();
        lab.post("/simulator/reset", new JsonObject());
        browser.see(".pane-foot", "@wall_bot is not there.");
        bot = lab.bot("wall_bot");
        browser.press(".start");
        browser.see(".out .text", "/start");
        assertThat(browser.complaints()).allMatch(line -> line.contains("404"));
    }

    @Test
    void a_group_and_a_channel_are_shown() {
        long me = begin();
        happens((world, known) -> {
            var person = world.people().find(me).orElseThrow();
            var group = world.chats().establish(-1001, "supergroup", "The garden", Optional.empty());
            var channel = world.chats().establish(-1002, "channel", "The news", Optional.of("thenews"));
            world.membership()
                    .change(group, new org.postwall.simulator.world.Member(known, "member", new JsonObject()), person);
            world.membership()
                    .change(
                            channel,
                            new org.postwall.simulator.world.Member(known, "administrator", new JsonObject()),
                            person);
        });
        browser.press(".new-tab");
        browser.see("dialog .choice", "The garden").click();
        browser.press("dialog .main");
        browser.see(".pane.front h2", "The garden");
        says(-1001, "Welcome to the garden");
        browser.see(".pane.front .in .author", "wall_bot");
        browser.say("Thank you");
        browser.see(".pane.front .out .text", "Thank you");

        browser.press(".new-tab");
        browser.see("dialog .choice", "The news").click();
        browser.press("dialog .main");
        browser.see(".pane.front .pane-foot", "Only administrators write here.");
        says(-1002, "Extra!");
        browser.see(".pane.front .in .text", "Extra!");
    }

    @Test
    void the_page_speaks_russian_where_the_browser_does() {
        try (Browser russian = new Browser("ru-RU")) {
            russian.open(url());
            assertThat(russian.see(".start").getText()).isEqualTo("Запустить");
            russian.see("[role=tab]", "Саша");
            russian.press(".start");
            russian.see(".out .text", "/start");
            assertThat(update("message").getJsonObject("from").getString("language_code"))
                    .isEqualTo("ru");
            new org.openqa.selenium.support.ui.Select(russian.see(".language")).selectByValue("en");
            assertThat(russian.see("textarea").getAttribute("placeholder")).isEqualTo("Message");
        }
    }

    @Test
    void a_phone_shows_all_of_it_and_nothing_sticks_out() {
        long me = begin();
        says(me, "A word that never ends: " + "very".repeat(80), keys("one", "two"));
        browser.see(".in .text", "never ends");
        browser.width(360);
        try {
            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
            for (WebElement each : browser.all(".bubble, .key, textarea, .send, .chip")) {
                int right = each.getRect().getX() + each.getRect().getWidth();
                assertThat(right).as(each.getAttribute("class")).isLessThanOrEqualTo(360);
            }
        } finally {
            browser.width(1280);
        }
    }

    @Test
    void new_messages_are_told_to_those_who_cannot_see_and_buttons_have_names() {
        begin();
        WebElement log = browser.see("[role=log]");
        await().until(() -> "polite".equals(log.getAttribute("aria-live")));
        for (WebElement button : browser.all("button")) {
            String name = button.getAttribute("aria-label");
            assertThat(name == null || name.isEmpty() ? button.getText() : name)
                    .as(button.getAttribute("class"))
                    .isNotBlank();
        }
        for (WebElement field : browser.all("textarea, input, select")) {
            assertThat(field.getAttribute("aria-label")).isNotBlank();
        }
        assertThat(browser.see("[role=tabpanel]").findElements(By.cssSelector("textarea")))
                .hasSize(1);
    }
}
