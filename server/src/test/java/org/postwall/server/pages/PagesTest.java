package org.postwall.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.RunningServer;
import org.postwall.server.security.Access;

/** The pages as files over HTTP; what they do in a browser is in WallPageBrowserTest and AdminPageBrowserTest. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {
    private static final Pattern IMPORT = Pattern.compile("from '([\\w./]+)'");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/(?:wall|admin)/[\\w.]+)\"");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Access.OPEN, URI.create("http://127.0.0.1:1/?a=%22&b=2"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin", "/docs"})
    void a_page_forbids_what_it_does_not_need(String path) throws Exception {
        HttpResponse<String> page = server.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin"})
    void pages_of_our_own_allow_no_inline_styles_either(String path) throws Exception {
        HttpResponse<String> page = server.get(path);
        assertThat(header(page, "Content-Security-Policy"))
                .doesNotContain("unsafe-inline")
                .contains("require-trusted-types-for 'script'", "trusted-types 'none'");
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContain(" style=")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin"})
    void every_file_that_a_page_needs_is_there(String path) throws Exception {
        Deque<String> open = new ArrayDeque<>();
        LINK.matcher(server.get(path).body()).results().forEach(link -> open.add(link.group(1)));
        assertThat(open).hasSizeGreaterThanOrEqualTo(3);
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            URI file = URI.create(open.remove());
            HttpResponse<String> found = server.get(file.toString());
            assertThat(found.statusCode()).as("%s", file).isEqualTo(200);
            if (file.toString().endsWith(".js")) {
                assertThat(header(found, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
                IMPORT.matcher(found.body())
                        .results()
                        .map(link -> file.resolve(link.group(1)).toString())
                        .filter(seen::add)
                        .forEach(open::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger-ui.css", "swagger-ui-bundle.js", "docs.js", "docs.css"})
    void every_file_that_the_documentation_needs_is_there(String file) throws Exception {
        assertThat(server.get("/docs").body()).contains("/docs/" + file);
        assertThat(server.get("/docs/" + file).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wall/none.js",
                "/wall/index.html",
                "/wall/..%2Findex.html",
                "/wall/..%2F..%2Fopenapi.yaml",
                "/admin/none.js",
                "/admin/index.html",
                "/admin/..%2Fwall%2Fmain.js",
                "/docs/none.js",
                "/docs/..%2F..%2F..%2F..%2F..%2Fopenapi.yaml",
                "/docs/swagger-ui.js",
                "/wall/%00",
            })
    void no_other_file_can_be_had(String path) throws Exception {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/wall/main.js",
                "/admin",
                "/admin/main.js",
                "/docs",
                "/docs/swagger-ui.css",
                "/openapi.yaml"
            })
    void what_a_browser_has_is_not_sent_again(String path) throws Exception {
        HttpResponse<String> first = server.get(path);
        String tag = header(first, "ETag");
        assertThat(tag).startsWith("\"").endsWith("\"");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        HttpResponse<String> again = server.get(path, "If-None-Match", "\"x\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(server.get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    @Test
    void the_address_of_the_chat_can_not_break_out_of_its_attribute() throws Exception {
        assertThat(server.get("/").body()).contains("content=\"http://127.0.0.1:1/?a=%22&amp;b=2\"");
    }

    @Test
    void the_contract_is_served_as_it_stands() throws Exception {
        assertThat(server.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
