package org.postwall.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.postwall.server.http.ApiException;
import org.postwall.server.security.Access;

/** The admin page as an operator meets it, in a real browser, before an outbox that says what each test wants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminPageBrowserTest {
    private static Browser browser;
    private CannedOutbox outbox;

    @BeforeAll
    static void open() {
        browser = Browser.open("en-US");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        outbox = new CannedOutbox(Access.OPEN);
        browser.sized(1280, 800).complaints(); // Those of the last test, which are forgotten by being read.
    }

    @AfterEach
    void stop() {
        browser.go(URI.create("about:blank"));
        outbox.close();
    }

    @Test
    void where_no_token_is_needed_bots_and_sources_are_shown_at_once() {
        outbox.prepare(outbox(running(7, 7312)));
        read();
        assertThat(browser.texts("#bots li")).containsExactly("servant no trouble");
        assertThat(browser.texts("#sources h3")).containsExactly("broadcast:7");
        assertThat(browser.one(".state").getText()).isEqualTo("sending");
        assertThat(browser.one(".share").getText()).isEqualTo("73%");
        assertThat(browser.one(".pace").getText()).isEqualTo("7,312 of 10,000 done · 29.4 per second · 2 min left");
        assertThat(browser.texts(".counts dt")).containsExactly("waiting", "sent", "failed");
        assertThat(browser.texts(".counts dd")).containsExactly("2,688", "7,311", "1");
        assertThat(browser.texts(".errors li")).containsExactly("1 × Forbidden: bot was blocked by the user");
        assertThat(browser.one("#login").isDisplayed()).isFalse();
        assertThat(browser.one("#leave").isDisplayed()).isFalse();
        assertThat(browser.title()).isEqualTo("Outbox");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void an_empty_outbox_says_so() {
        read();
        assertThat(browser.one("#none").getText()).isEqualTo("Nothing is being sent. What is, appears here by itself.");
        outbox.show(outbox(running(1, 0)));
        await().until(() -> browser.all(".source").size() == 1);
        assertThat(browser.one("#none").isDisplayed()).isFalse();
    }

    @Test
    void a_wrong_token_is_refused_and_the_right_one_opens_the_page() {
        try (CannedOutbox locked = new CannedOutbox(Access.TOKEN)) {
            locked.prepare(outbox(running(7, 7312)));
            browser.go(locked.page());
            await().until(() -> browser.one("#login").isDisplayed());
            assertThat(browser.one("#wrong").isDisplayed()).isFalse();
            assertThat(browser.focused().getAttribute("id")).isEqualTo("token");
            assertThat(browser.one("#token").getAccessibleName()).isEqualTo("Token");

            assertRefused("not-a-token", "The server doesn’t take this token, or its time is over.");
            assertRefused("токен", "The server doesn’t take this token, or its time is over.");
            assertRefused(locked.token("wall"), "The server says: This needs a token with the scope broadcast.");
            assertThat(browser.all(".source")).isEmpty();

            browser.one("#token").sendKeys("Bearer " + locked.token("broadcast"), Keys.ENTER);
            await().until(() -> browser.texts("#sources h3").equals(List.of("broadcast:7")));
            assertThat(browser.one("#login").isDisplayed()).isFalse();
            assertThat(browser.run("return localStorage.length + location.search + location.hash + document.cookie"))
                    .isEqualTo("0");

            browser.go(locked.page());
            await().until(() -> browser.texts("#sources h3").equals(List.of("broadcast:7")));

            browser.one("#leave").click();
            assertThat(browser.one("#login").isDisplayed()).isTrue();
            assertThat(browser.one("#wrong").isDisplayed()).isFalse();
            assertThat(browser.all(".source")).isEmpty();
            assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
            await().until(() -> locked.streams() == 0);
        }
    }

    @Test
    void a_token_whose_time_is_over_leads_back_to_the_login() {
        try (CannedOutbox locked = new CannedOutbox(Access.TOKEN)) {
            locked.prepare(outbox(running(7, 7312)));
            browser.go(locked.page());
            await().until(() -> browser.one("#login").isDisplayed());
            browser.one("#token").sendKeys(locked.token("broadcast"), Keys.ENTER);
            await().until(() -> browser.all(".source").size() == 1);

            locked.changeSecret();
            button("pause").click();
            await().until(() -> browser.one("#login").isDisplayed());
            assertThat(browser.one("#wrong").getText()).contains("its time is over");
            assertThat(browser.all(".source")).isEmpty();
            assertThat(browser.one("#outbox").isDisplayed()).isFalse();
            assertThat(locked.orders()).isEmpty();

            browser.one("#token").sendKeys(locked.token("broadcast"), Keys.ENTER);
            await().until(() -> browser.all(".source").size() == 1);
            locked.changeSecret();
            locked.cut();
            soon().until(() -> browser.one("#login").isDisplayed());
            assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
        }
    }

    @Test
    void bar_and_counts_move_with_the_stream() {
        outbox.prepare(outbox(running(7, 1000)));
        read();
        WebElement bar = browser.one("progress");
        assertThat(bar.getDomProperty("value")).isEqualTo("1000");
        assertThat(bar.getDomProperty("max")).isEqualTo("10000");
        assertThat(bar.getAriaRole()).isEqualTo("progressbar");
        assertThat(bar.getAccessibleName()).isEqualTo("broadcast:7");

        outbox.show(outbox(running(7, 9999)));
        await().until(() -> "9999".equals(bar.getDomProperty("value")));
        assertThat(browser.one(".share").getText()).isEqualTo("99%");
        assertThat(browser.texts(".counts dd")).containsExactly("1", "9,998", "1");
        assertThat(browser.one("#news").getDomProperty("textContent")).isEmpty();

        outbox.show(outbox(running(8, 0), source(7, "running", true, new JsonObject().put("sent", 10_000))));
        await().until(() -> browser.texts("#sources h3").equals(List.of("broadcast:8", "broadcast:7")));
        assertThat(browser.texts(".share")).containsExactly("0%", "100%");
        assertThat(browser.texts(".state")).containsExactly("sending", "finished");
        assertThat(browser.texts(".pace").get(1)).isEqualTo("10,000 of 10,000 done");
        assertThat(browser.one("#news").getDomProperty("textContent")).isEqualTo("broadcast:7: finished");
        assertThat(bar.getDomProperty("value"))
                .as("the same bar, not another one")
                .isEqualTo("10000");

        outbox.show(outbox(running(8, 0)));
        await().until(() -> browser.all(".source").size() == 1);
    }

    @Test
    void while_the_stream_lives_nothing_else_is_asked() {
        read();
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .until(() -> outbox.reads() == 0 && outbox.streams() == 1);
    }

    @Test
    void what_keeps_a_bot_from_sending_is_said() {
        outbox.prepare(outbox(running(7, 0)));
        read();
        outbox.show(outbox(running(7, 0))
                .put(
                        "bots",
                        new JsonArray()
                                .add(new JsonObject().put("bot", "servant").put("trouble", "Its token was revoked."))));
        await().until(() -> browser.texts("#bots li").equals(List.of("servant Its token was revoked.")));
        assertThat(browser.one("#bots li").getAttribute("class")).isEqualTo("bad");
    }

    @Test
    void the_pause_button_orders_a_pause_and_becomes_resume() {
        outbox.prepare(outbox(running(7, 1000)));
        outbox.answerOrdersWith(message(7, "paused", false, running(7, 1000).getJsonObject("counts")));
        read();
        button("pause").sendKeys(Keys.ENTER);
        await().until(() -> browser.one(".state").getText().equals("paused"));
        assertThat(outbox.orders()).containsExactly("7 pause");
        assertThat(browser.texts("#sources h3")).containsExactly("broadcast:7");
        assertThat(browser.focused().getText()).isEqualTo("Resume");
        assertThat(button("pause").isDisplayed()).isFalse();

        outbox.answerOrdersWith(message(7, "running", false, running(7, 1000).getJsonObject("counts")));
        browser.focused().sendKeys(Keys.ENTER);
        await().until(() -> browser.one(".state").getText().equals("sending"));
        assertThat(outbox.orders()).containsExactly("7 pause", "7 resume");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void cancelling_asks_first() {
        outbox.prepare(outbox(running(7, 1000)));
        outbox.answerOrdersWith(
                message(7, "cancelled", true, new JsonObject().put("sent", 1000).put("cancelled", 9000)));
        read();
        button("cancel").click();
        assertThat(browser.one("#question").isDisplayed()).isTrue();
        assertThat(browser.one("#question-title").getText()).isEqualTo("Cancel broadcast:7?");
        assertThat(browser.one("#question-words").getText()).contains("9,000");
        assertThat(browser.texts("#question button")).containsExactly("Go back", "Send no more");
        assertThat(browser.focused().getText()).isEqualTo("Go back");
        browser.focused().sendKeys(Keys.ENTER);
        await().until(() -> !browser.one("#question").isDisplayed());
        button("cancel").click();
        browser.focused().sendKeys(Keys.ESCAPE);
        await().until(() -> !browser.one("#question").isDisplayed());
        assertThat(outbox.orders()).isEmpty();

        button("cancel").click();
        browser.one("#yes").click();
        await().until(() -> browser.one(".state").getText().equals("cancelled"));
        assertThat(outbox.orders()).containsExactly("7 cancel");
        assertThat(browser.focused().getAttribute("class")).isEqualTo("source");
    }

    @Test
    void deleting_for_everyone_asks_first() {
        outbox.prepare(outbox(source(7, "running", true, new JsonObject().put("sent", 10_000))));
        outbox.answerOrdersWith(message(7, "recalled", true, new JsonObject().put("recalled", 10_000)));
        read();
        button("recall").click();
        assertThat(browser.one("#question-title").getText()).isEqualTo("Delete broadcast:7 for everyone?");
        browser.one("#no").click();
        assertThat(outbox.orders()).isEmpty();
        button("recall").click();
        browser.one("#yes").click();
        await().until(() -> browser.one(".state").getText().equals("deleted for everyone"));
        assertThat(outbox.orders()).containsExactly("7 recall");
    }

    @ParameterizedTest
    @CsvSource({
        "broadcast:7, running, false, 5, 1, 'Pause, Cancel, Retry failed, Deliveries (CSV)'",
        "broadcast:7, running, false, 5, 0, 'Pause, Cancel, Deliveries (CSV)'",
        "broadcast:7, paused, false, 5, 1, 'Resume, Cancel, Retry failed, Deliveries (CSV)'",
        "broadcast:7, running, true, 5, 1, 'Retry failed, Delete for everyone, Deliveries (CSV)'",
        "broadcast:7, paused, true, 0, 1, 'Retry failed, Deliveries (CSV)'",
        "broadcast:7, cancelled, true, 5, 1, 'Delete for everyone, Deliveries (CSV)'",
        "broadcast:7, cancelled, true, 0, 0, 'Deliveries (CSV)'",
        "broadcast:7, recalled, true, 5, 1, 'Deliveries (CSV)'",
        "mailing:7, running, false, 5, 1, ''",
    })
    void only_buttons_that_make_sense_are_there(
            String id, String status, boolean finished, int sent, int failed, String buttons) {
        JsonObject counts = new JsonObject().put("sent", sent).put("failed", failed);
        outbox.prepare(outbox(source(7, status, finished, counts).put("id", id)));
        read();
        List<String> shown = browser.texts(".orders button").stream()
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(String.join(", ", shown)).isEqualTo(buttons);
    }

    @Test
    void a_refused_order_says_why_and_leaves_the_page_as_it_is() {
        outbox.prepare(outbox(running(7, 1000)));
        outbox.refuseOrders(ApiException.conflict("It is <i>paused</i> already."));
        read();
        button("pause").click();
        await().until(() -> browser.one(".source .trouble").isDisplayed());
        assertThat(browser.one(".source .trouble").getText())
                .isEqualTo("The server says: It is <i>paused</i> already.");
        assertThat(browser.one(".source .trouble").getAriaRole()).isEqualTo("alert");
        assertThat(browser.one(".state").getText()).isEqualTo("sending");

        outbox.answerOrdersWith(message(7, "paused", false, running(7, 1000).getJsonObject("counts")));
        button("pause").click();
        await().until(() -> browser.one(".state").getText().equals("paused"));
        assertThat(browser.one(".source .trouble").isDisplayed()).isFalse();
    }

    @Test
    void an_order_without_an_answer_is_not_called_done_nor_undone() {
        outbox.prepare(outbox(running(7, 1000)));
        read();
        button("pause").click();
        await().until(() -> browser.one(".source .trouble").isDisplayed());
        assertThat(browser.one(".source .trouble").getText()).startsWith("No answer came.");
        assertThat(button("pause").getAttribute("aria-disabled")).isEqualTo("false");
    }

    @Test
    void without_a_stream_it_says_so_asks_instead_and_comes_back() {
        outbox.prepare(outbox(running(7, 1000)));
        read();
        outbox.prepare(outbox(running(7, 2000)));
        outbox.breakStreams();
        soon().until(() -> browser.one("#live").getText().equals("not live, asking every few seconds"));
        soon().until(() -> browser.one(".share").getText().equals("20%"));
        assertThat(browser.one("#trouble").isDisplayed()).isFalse();

        outbox.refuseReads();
        soon().until(() -> browser.one("#trouble").isDisplayed());
        assertThat(browser.one("#trouble").getText()).contains("out of date");
        assertThat(browser.one(".share").getText()).isEqualTo("20%");

        outbox.heal();
        soon().until(() -> browser.one("#live").getText().equals("live"));
        assertThat(browser.one("#trouble").isDisplayed()).isFalse();
        outbox.show(outbox(running(7, 3000)));
        await().until(() -> browser.one(".share").getText().equals("30%"));
    }

    @Test
    void reasons_stay_text_whatever_they_contain() {
        String nasty = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>&amp;";
        JsonObject counts =
                new JsonObject().put("failed", 2).put("constructor", 3).put("<b>new</b>", 4);
        JsonObject source = source(7, "toString", false, counts)
                .put(
                        "errors",
                        new JsonArray()
                                .add(new JsonObject().put("reason", nasty).put("count", 2)));
        JsonArray bots = new JsonArray()
                .add(new JsonObject().put("bot", "<b>servant</b>").put("trouble", nasty));
        outbox.prepare(outbox(source.put("id", "<u>odd</u>:7")).put("bots", bots));
        read();
        assertThat(browser.all("main img, main script, .source u, dt b, .bots b, .errors i"))
                .isEmpty();
        assertThat(browser.texts(".errors bdi")).containsExactly(nasty);
        assertThat(browser.texts("#bots li")).containsExactly("<b>servant</b> " + nasty);
        assertThat(browser.one("h3").getText()).isEqualTo("<u>odd</u>:7");
        assertThat(browser.one(".state").getText()).isEqualTo("toString");
        assertThat(browser.texts(".counts dt")).containsExactlyInAnyOrder("failed", "constructor", "<b>new</b>");
        assertThat(browser.title()).isEqualTo("Outbox");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_deliveries_are_saved_as_a_file(@TempDir Path folder) throws Exception {
        try (CannedOutbox locked = new CannedOutbox(Access.TOKEN)) {
            locked.prepare(outbox(running(7, 7312)));
            browser.savesIn(folder).go(locked.page());
            await().until(() -> browser.one("#login").isDisplayed());
            browser.one("#token").sendKeys(locked.token("broadcast"), Keys.ENTER);
            await().until(() -> browser.all(".source").size() == 1);
            button("csv").click();
            Path file = folder.resolve("broadcast-7.csv");
            await().until(() -> Files.exists(file));
            assertThat(Files.readString(file)).isEqualTo(CannedOutbox.CSV);
        }
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() {
        browser.sized(360, 740);
        JsonObject counts = new JsonObject();
        List.of("queued", "sending", "retry", "sent", "failed", "unknown", "cancelled", "recalled")
                .forEach(state -> counts.put(state, 1_000_000));
        outbox.prepare(outbox(source(7, "paused", false, counts)
                .put("id", "broadcast:" + "7".repeat(60))
                .put(
                        "errors",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("reason", "x".repeat(300))
                                        .put("count", 1)))));
        read();
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
        assertThat(browser.one("#live").getText()).isEqualTo("live");
    }

    @Test
    void the_keyboard_reaches_everything_in_order() {
        outbox.prepare(outbox(running(7, 1000)));
        read();
        browser.one("body").sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the messages");
        for (String next : List.of("Pause", "Cancel", "Retry failed", "Deliveries (CSV)")) {
            browser.focused().sendKeys(Keys.TAB);
            assertThat(browser.focused().getText()).isEqualTo(next);
        }
        outbox.show(outbox(running(8, 0), running(7, 2000)));
        await().until(() -> browser.all(".source").size() == 2);
        outbox.show(outbox(running(7, 3000), running(8, 1000)));
        await().until(() -> browser.texts("#sources h3").equals(List.of("broadcast:7", "broadcast:8")));
        assertThat(browser.focused()).isEqualTo(button("csv"));
        outbox.show(outbox(running(8, 2000)));
        await().until(() -> browser.all(".source").size() == 1);
        assertThat(browser.focused().getAttribute("id")).isEqualTo("sources");
    }

    @Test
    void it_speaks_russian_to_russian_readers() {
        try (Browser russian = Browser.open("ru-RU")) {
            outbox.prepare(outbox(running(7, 1000)));
            russian.go(outbox.page());
            await().until(() -> russian.texts(".state").equals(List.of("отправляется")));
            assertThat(russian.one("#live").getText()).isEqualTo("на связи");
            assertThat(russian.one(".pace").getText()).endsWith("29,4 в секунду · осталось 2 мин");
            assertThat(russian.title()).isEqualTo("Исходящие");
            assertThat(russian.run("return document.documentElement.lang")).isEqualTo("ru");
        }
    }

    @Test
    void events_are_read_however_they_are_cut() {
        read();
        Object told = browser.run("""
                const { events } = await import('/admin/events.js');
                const bytes = new TextEncoder().encode(
                  '\\ufeff: hello\\r\\nevent: a\\r\\ndata: {"x":"ж💡"}\\r\\n\\r\\ndata:1\\rdata: 2\\r\\revent: none\\n\\n' +
                  'id: 7\\nretry: 9\\ndata\\n\\ndata: lost');
                const told = [];
                for (const size of [1, 2, 3, 5, bytes.length]) {
                  let at = 0;
                  const body = new ReadableStream({
                    pull(sink) {
                      sink.enqueue(bytes.slice(at, at += size));
                      if (at >= bytes.length) sink.close();
                    },
                  });
                  const found = [];
                  for await (const { type, data } of events(body, () => {})) found.push(type + '=' + data);
                  told.push(found.join('|'));
                }
                return told;
                """);
        assertThat(told).isEqualTo(Collections.nCopies(5, "a={\"x\":\"ж💡\"}|message=1\n2|message="));
    }

    private static void assertRefused(String token, String words) {
        browser.one("#token").clear();
        browser.one("#token").sendKeys(token, Keys.ENTER);
        await().until(() -> browser.one("#wrong").getText().equals(words));
        assertThat(browser.one("#outbox").isDisplayed()).isFalse();
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
    }

    /** Longer than the pauses of the page. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(45));
    }

    /** Opens the page and waits until it is live. */
    private void read() {
        browser.go(outbox.page());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.one("#live").getText().equals("live"));
    }

    private static WebElement button(String order) {
        return browser.one(".source [data-order=" + order + "]");
    }

    private static JsonObject outbox(JsonObject... sources) {
        return new JsonObject()
                .put(
                        "bots",
                        new JsonArray()
                                .add(new JsonObject().put("bot", "servant").putNull("trouble")))
                .put("sources", new JsonArray(List.of(sources)));
    }

    private static JsonObject running(int number, int done) {
        JsonObject counts = new JsonObject().put("queued", 10_000 - done);
        if (done > 0) {
            counts.put("sent", done - 1).put("failed", 1);
        }
        return source(number, "running", false, counts)
                .put("rate", 29.4)
                .put("seconds_left", 91)
                .put(
                        "errors",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("reason", "Forbidden: bot was blocked by the user")
                                        .put("count", 1)));
    }

    private static JsonObject source(int number, String status, boolean finished, JsonObject counts) {
        return new JsonObject()
                .put("id", "broadcast:" + number)
                .put("at", "2026-11-21T10:00:00Z")
                .put("status", status)
                .put("total", 10_000)
                .put("counts", counts)
                .put("finished", finished)
                .put("rate", 0)
                .put("errors", new JsonArray());
    }

    /** What an order answers: the same, with the number of the message. */
    private static JsonObject message(int number, String status, boolean finished, JsonObject counts) {
        return source(number, status, finished, counts).put("id", number).put("text", "hello");
    }
}
