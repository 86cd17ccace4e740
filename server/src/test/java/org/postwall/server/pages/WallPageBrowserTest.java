package org.postwall.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.postwall.server.RunningServer;
import org.postwall.server.security.Access;

/** The wall page as a reader meets it, in a real browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WallPageBrowserTest {
    private static final URI CHAT = URI.create("http://127.0.0.1:8081/chat");
    private static Browser browser;
    private RunningServer server;

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
        server = RunningServer.start(Access.OPEN, CHAT);
        browser.sized(1280, 800);
    }

    @AfterEach
    void stop() {
        browser.go(URI.create("about:blank"));
        server.close();
    }

    @Test
    void posts_are_shown_newest_first_with_author_time_and_count() throws Exception {
        post("Ann", "first");
        post("Bo", "second");
        read();
        assertThat(browser.texts(".text")).containsExactly("second", "first");
        assertThat(browser.texts(".author")).containsExactly("Bo Lee", "Ann Lee");
        assertThat(browser.texts(".post time")).containsOnly("just now");
        assertThat(browser.one(".post time").getAttribute("datetime")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(browser.one("#count").getText()).isEqualTo("2 posts");
        assertThat(browser.one("#write").getAttribute("href")).isEqualTo(CHAT.toString());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void text_stays_text_whatever_it_contains() throws Exception {
        String nasty = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>&amp;";
        post("<b>Eve</b>", nasty);
        post("Mal", "line\n    indented\n\u202Ereversed");
        read();
        assertThat(browser.all(".post img, .post script, .post b")).isEmpty();
        assertThat(browser.texts(".text")).contains(nasty);
        assertThat(browser.texts(".author")).contains("<b>Eve</b> Lee");
        assertThat(browser.one(".text").getDomProperty("textContent")).isEqualTo("line\n    indented\n\u202Ereversed");
        assertThat(browser.title()).isEqualTo("The wall");
    }

    @Test
    void a_new_post_appears_by_itself() throws Exception {
        post("Ann", "first");
        read();
        post("Bo", "second");
        await().untilAsserted(() -> assertThat(browser.texts(".text")).containsExactly("second", "first"));
        assertThat(browser.one("#count").getText()).isEqualTo("2 posts");
        assertThat(browser.one("#news").getDomProperty("textContent")).isEqualTo("New post by Bo Lee");
    }

    @Test
    void the_first_post_takes_the_place_of_the_empty_wall() throws Exception {
        browser.go(server.at("/"));
        await().until(() -> browser.one("#empty").isDisplayed());
        assertThat(browser.one("#empty h2").getText()).isEqualTo("Nothing here yet");
        assertThat(browser.one("#empty a").getAttribute("href")).isEqualTo(CHAT.toString());
        await().until(() -> browser.one("#live").getText().equals("live"));
        post("Ann", "first");
        await().until(() -> browser.texts(".text").equals(List.of("first")));
        assertThat(browser.one("#empty").isDisplayed()).isFalse();
    }

    @Test
    void who_reads_further_down_is_told_of_new_posts_and_not_pushed() throws Exception {
        postMany(40);
        read();
        browser.run("scrollTo(0, 900)");
        await().until(() -> ((Number) browser.run("return scrollY")).intValue() > 800);
        Object before = browser.run("return document.querySelector('.post:nth-child(9)').offsetTop - scrollY");
        post("Bo", "news");
        WebElement pill = browser.one("#pill");
        await().until(pill::isDisplayed);
        assertThat(pill.getText()).isEqualTo("↑ 1 new post");
        assertThat(browser.title()).isEqualTo("(1) The wall");
        assertThat(browser.run("return document.querySelector('.post:nth-child(9)').offsetTop - scrollY"))
                .isEqualTo(before);
        pill.click();
        await().until(() -> browser.texts(".text").get(0).equals("news"));
        assertThat(pill.isDisplayed()).isFalse();
        await().until(() -> ((Number) browser.run("return scrollY")).intValue() == 0);
    }

    @Test
    void older_posts_come_when_they_are_scrolled_to_each_once() throws Exception {
        postMany(65);
        browser.sized(1280, 400);
        read();
        assertThat(browser.all(".post").size()).isLessThan(65);
        await().until(() -> {
            browser.run("scrollTo(0, document.body.scrollHeight)");
            return browser.one("#end").isDisplayed();
        });
        List<String> expected =
                IntStream.rangeClosed(1, 65).mapToObj(n -> "post " + (66 - n)).toList();
        assertThat(browser.texts(".text")).isEqualTo(expected);
        assertThat(browser.one("#older").isDisplayed()).isFalse();
    }

    @Test
    void a_removed_post_disappears() throws Exception {
        post("Ann", "stays");
        post("Bo", "goes");
        read();
        String token = "Bearer " + server.token("mod", "moderate");
        assertThat(server.send("DELETE", "/api/v1/messages/2", "", "Authorization", token)
                        .statusCode())
                .isEqualTo(204);
        // The page may take the post away while it is being read.
        await().ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> assertThat(browser.texts(".text")).containsExactly("stays"));
        // Counted by the server, so a moment later.
        await().untilAsserted(() -> assertThat(browser.one("#count").getText()).isEqualTo("1 post"));
    }

    @Test
    void after_a_restart_of_the_server_it_goes_on_where_it_was() throws Exception {
        post("Ann", "before");
        read();
        server.restart(() -> await().until(() -> browser.one("#live").getText().startsWith("reconnecting")));
        post("Bo", "after");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.texts(".text")).containsExactly("after", "before"));
        assertThat(browser.one("#live").getText()).isEqualTo("live");
    }

    @Test
    void what_can_not_be_read_now_is_read_when_it_can() throws Exception {
        postMany(30);
        browser.sized(1280, 400);
        read();
        List<String> shown = browser.texts(".text");
        assertThat(shown).hasSizeLessThan(30);
        server.restart(() -> {
            browser.run("scrollTo(0, document.body.scrollHeight)");
            await().until(() -> browser.one("#trouble").isDisplayed());
            assertThat(browser.texts(".text")).isEqualTo(shown);
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.all(".post").size() == 30);
        assertThat(browser.one("#trouble").isDisplayed()).isFalse();
    }

    @Test
    void after_a_long_absence_the_newest_page_is_read_afresh() throws Exception {
        postMany(30);
        read();
        browser.run("scrollTo(0, 900)");
        await().until(() -> ((Number) browser.run("return scrollY")).intValue() > 800);
        postMany(130);
        await().until(() -> browser.one("#pill").getText().contains("130 new posts"));
        browser.one("#pill").click();
        await().until(() -> browser.texts(".text").get(0).equals("post 130"));
        assertThat(browser.all(".post").size()).isLessThan(100);
        assertThat(browser.one("#count").getText()).isEqualTo("160 posts");
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() throws Exception {
        browser.sized(360, 740);
        post("N".repeat(64), "w".repeat(2000));
        post("Zoë", "x".repeat(50) + " " + "\u0335".repeat(500) + "https://example.org/" + "a/".repeat(200));
        read();
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
        assertThat(browser.one("#count").isDisplayed()).isTrue();
    }

    @Test
    void a_long_text_is_folded_until_it_is_wanted() throws Exception {
        post("Ann", "word ".repeat(800).strip());
        read();
        WebElement text = browser.one(".text");
        WebElement button = browser.one(".unfold");
        int folded = text.getSize().getHeight();
        assertThat(button.getAttribute("aria-expanded")).isEqualTo("false");
        button.sendKeys(Keys.ENTER);
        assertThat(text.getSize().getHeight()).isGreaterThan(folded);
        assertThat(button.getAttribute("aria-expanded")).isEqualTo("true");
    }

    @Test
    void the_keyboard_reaches_everything_in_order() throws Exception {
        postMany(25);
        read();
        browser.one("body").sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the posts");
        browser.focused().sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Write");
        browser.focused().sendKeys(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("API");
    }

    @Test
    void it_speaks_russian_to_russian_readers() throws Exception {
        try (Browser russian = Browser.open("ru-RU");
                RunningServer empty = RunningServer.start(Access.TOKEN)) {
            russian.go(server.at("/"));
            await().until(() -> russian.one("#empty").isDisplayed());
            assertThat(russian.one("#empty h2").getText()).isEqualTo("Здесь пока пусто");
            post("Анна", "привет");
            post("Анна", "ещё");
            await().until(() -> russian.one("#count").getText().equals("2 сообщения"));
            assertThat(russian.texts(".post time")).containsOnly("только что");
            assertThat(russian.title()).isEqualTo("Стена");
            assertThat(russian.run("return document.documentElement.lang")).isEqualTo("ru");
            russian.go(empty.at("/"));
            await().until(() -> russian.one("#empty pre").isDisplayed());
            assertThat(russian.one("#empty pre").getText()).contains("Authorization: Bearer");
        }
    }

    @Test
    void without_a_chat_an_empty_wall_shows_a_command_that_works() throws Exception {
        try (RunningServer bare = RunningServer.start(Access.OPEN)) {
            browser.go(bare.at("/"));
            await().until(() -> browser.one("#empty pre").isDisplayed());
            String command = browser.one("#empty pre").getText();
            assertThat(command)
                    .startsWith("curl " + bare.at("/api/v1/messages"))
                    .doesNotContain("Authorization");
            String body = command.substring(command.indexOf("-d '") + 4, command.lastIndexOf('\''));
            assertThat(bare.send("POST", "/api/v1/messages", body).statusCode()).isEqualTo(200);
            await().until(() -> browser.texts(".text").equals(List.of("Hello, wall!")));
            assertThat(browser.one("#write").isDisplayed()).isFalse();
        }
    }

    @Test
    void the_documentation_can_be_tried_out() throws Exception {
        post("Ann", "seen from the docs");
        browser.sized(1280, 2000);
        browser.go(server.at("/docs"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !browser.all("#operations-Wall-readPage").isEmpty());
        browser.one("#operations-Wall-readPage button.opblock-summary-control").click();
        await().until(() ->
                !browser.all("#operations-Wall-readPage button.execute").isEmpty());
        browser.one("#operations-Wall-readPage button.execute").click();
        await().untilAsserted(
                        () -> assertThat(browser.texts("#operations-Wall-readPage .live-responses-table .microlight"))
                                .anyMatch(text -> text.contains("seen from the docs")));
        assertThat(browser.complaints()).isEmpty();
    }

    /** Opens the page and waits until it is live. */
    private void read() {
        browser.go(server.at("/"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.one("#live").getText().equals("live")
                        || "live".equals(browser.one("#live").getDomProperty("textContent")));
    }

    private void postMany(int many) throws Exception {
        for (int n = 1; n <= many; n++) {
            post("Ann", "post " + n);
        }
    }

    private void post(String name, String text) throws IOException, InterruptedException {
        JsonObject body = RunningServer.body(text);
        body.getJsonObject("user").put("first_name", name);
        HttpResponse<String> answer = server.send("POST", "/api/v1/messages", body.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
