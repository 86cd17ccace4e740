package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.http.RawClient.Answer;

/** What a client may throw at the server: it gets a problem, never a 500, and the server lives on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileClientTest {
    private static final String HEAD = "Host: wall\r\nContent-Type: application/json\r\n";
    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        JsonBody body = new JsonBody(Duration.ofMillis(500));
        RouteTable routes = new RouteTable(List.of(
                Endpoint.get("/things", context -> context.response().end("things")),
                Endpoint.get("/things/:id", context -> context.response().end(context.pathParam("id"))),
                Endpoint.get("/broken", context -> {
                    throw new IllegalStateException("the password is swordfish");
                }),
                Endpoint.post("/things", body.before(context -> {
                    JsonNode node = JsonBody.of(context);
                    context.response().end(node.getNodeType() + " " + node.size());
                }))));
        HttpServer server = new Site(vertx, routes, new Cors(false))
                .listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void the_server_lives_on() throws IOException {
        assertThat(RawClient.once(port, "GET /things HTTP/1.1\r\nHost: wall\r\n\r\n")
                        .body())
                .isEqualTo("things");
    }

    @ParameterizedTest
    @CsvSource({
        "BREW /things HTTP/1.1, 501",
        "BREW /nowhere HTTP/1.1, 501",
        "get /things HTTP/1.1, 501",
        "PUT /things HTTP/1.1, 405",
        "TRACE /things HTTP/1.1, 405",
        "DELETE /broken HTTP/1.1, 405",
        "CONNECT wall:80 HTTP/1.1, 404",
        "GET /nowhere HTTP/1.1, 404",
        "GET /things HTTP/3.7, 505",
        "GET /things HTTP/2.0, 505",
        "GET /things HTTP/0.9, 505",
        "GET /things FTP/1.1, 505",
        "GET /things, 400",
        "GET, 400",
        "GET /things HTTP/1.1 HTTP/1.1, 400",
        "GET /things/%zz HTTP/1.1, 400",
        "GET /things/% HTTP/1.1, 400",
        "GET /things?a=%zz HTTP/1.1, 200",
        "GET things HTTP/1.1, 400",
        "GET http://wall/things HTTP/1.1, 200",
        "GET /a/../things HTTP/1.1, 200",
        "GET /things/.. HTTP/1.1, 404",
        "OPTIONS * HTTP/1.1, 404",
    })
    void a_request_line_that_is_odd_is_refused(String line, int status) throws IOException {
        Answer answer = RawClient.once(port, line + "\r\nHost: wall\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (status != 200) {
            assertThat(problem(answer).getInteger("status")).isEqualTo(status);
        }
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() throws IOException {
        assertThat(RawClient.once(port, "PATCH /things HTTP/1.1\r\nHost: wall\r\n\r\n")
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked, gzip\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
            })
    void an_unknown_transfer_coding_is_not_implemented(String header) throws IOException {
        Answer answer = RawClient.once(port, "POST /things HTTP/1.1\r\n" + HEAD + header + "\r\n0\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isIn(400, 501);
        problem(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: five\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Bad Name: x\r\nContent-Length: 0\r\n",
                "No-Colon\r\nContent-Length: 0\r\n",
                "Nul: a\0b\r\nContent-Length: 0\r\n",
            })
    void a_body_framed_in_two_ways_is_refused_and_nothing_is_smuggled(String framing) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + framing
                    + "\r\n0\r\n\r\nGET /things/smuggled HTTP/1.1\r\nHost: wall\r\n\r\n");
            Answer answer = client.answer();
            assertThat(answer.status()).as(answer.toString()).isIn(400, 413, 501);
            problem(answer);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_request_without_a_host_is_refused() throws IOException {
        assertThat(RawClient.once(port, "GET /things HTTP/1.1\r\n\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void http_1_0_needs_no_host() throws IOException {
        assertThat(RawClient.once(port, "GET /things HTTP/1.0\r\n\r\n").body()).isEqualTo("things");
    }

    @Test
    void a_request_line_that_never_ends_is_too_long() throws IOException {
        Answer answer = RawClient.once(port, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: wall\r\n\r\n");
        assertThat(answer.status()).isEqualTo(414);
        problem(answer);
    }

    @Test
    void headers_that_never_end_are_too_long() throws IOException {
        Answer answer =
                RawClient.once(port, "GET /things HTTP/1.1\r\nHost: wall\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(431);
        problem(answer);
    }

    @Test
    void half_a_request_and_a_closed_door_hurt_nobody() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 100\r\n\r\n{\"a");
        }
    }

    @Test
    void a_body_that_does_not_arrive_in_time_is_given_up() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 100\r\n\r\n{\"a");
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(408);
            problem(answer);
        }
    }

    @Test
    void a_body_of_the_largest_size_is_read() throws IOException {
        assertThat(post(padded(JsonBody.LIMIT)).body()).isEqualTo("OBJECT 1");
    }

    @Test
    void a_body_of_one_byte_more_is_too_large() throws IOException {
        Answer answer = post(padded(JsonBody.LIMIT + 1));
        assertThat(answer.status()).isEqualTo(413);
        problem(answer);
    }

    @Test
    void a_chunked_body_of_one_byte_more_is_too_large() throws IOException {
        String body = padded(JsonBody.LIMIT + 1);
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            client.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(413);
            problem(answer);
        }
    }

    @Test
    void a_chunked_body_of_the_largest_size_is_read() throws IOException {
        String body = padded(JsonBody.LIMIT);
        assertThat(RawClient.once(
                                port,
                                "POST /things HTTP/1.1\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\n"
                                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("OBJECT 1");
    }

    @Test
    void a_chunk_that_is_no_chunk_is_refused() throws IOException {
        Answer answer = RawClient.once(
                port,
                "POST /things HTTP/1.1\r\n" + HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        problem(answer);
    }

    @Test
    void an_answer_to_an_endless_body_arrives_before_the_connection_ends() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 900000\r\n\r\n");
            client.send("x".repeat(300_000));
            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_body_that_would_be_refused_is_not_even_asked_for() throws IOException {
        Answer answer = RawClient.once(
                port, "POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 900000\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_body_that_is_welcome_is_asked_for() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);
            client.send("{}");
            assertThat(client.answer().body()).isEqualTo("OBJECT 0");
        }
    }

    @Test
    void an_unknown_expectation_fails() throws IOException {
        Answer answer =
                RawClient.once(port, "POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: 2\r\nExpect: tea\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(417);
        problem(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "{} x",
                "nul",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\n\"}",
                "// no\n{}",
                "\uFEFF{}",
            })
    void a_body_that_is_no_json_is_refused(String body) throws IOException {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        problem(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void a_body_nested_deeper_than_anyone_needs_is_refused(String opening) throws IOException {
        Answer answer = post(opening.repeat(10_000));
        assertThat(answer.status()).isEqualTo(400);
        problem(answer);
    }

    @Test
    void a_number_longer_than_anyone_needs_is_refused() throws IOException {
        assertThat(post("{\"a\":" + "9".repeat(60_000) + "}").status()).isEqualTo(400);
    }

    @Test
    void a_number_that_would_fill_the_memory_is_only_a_number() throws IOException {
        assertThat(post("{\"a\":1e999999999}").body()).isEqualTo("OBJECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b2261223a22ff227d", // a byte that UTF-8 never has
                "7b2261223a22c080227d", // an overlong form
                "7b2261223a22eda080227d", // half a surrogate pair
                "7b2261223a22f8888080227d", // five bytes
                "7b2261223a22e282", // cut in the middle
                "feff007b007d", // UTF-16
            })
    void a_body_that_is_not_utf_8_is_refused(String hex) throws IOException {
        byte[] body = java.util.HexFormat.of().parseHex(hex);
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: " + body.length + "\r\n\r\n");
            client.send(body);
            Answer answer = client.answer();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            problem(answer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 200",
                "APPLICATION/JSON | 200",
                "application/json; charset=utf-8 | 200",
                "application/json;charset=\"UTF-8\" | 200",
                "application/vnd.wall+json | 200",
                "application/json; charset=utf-16 | 415",
                "application/json; charset=windows-1251 | 415",
                "application/jsonp | 415",
                "text/plain | 415",
                "application/x-www-form-urlencoded | 415",
                "multipart/form-data; boundary=x | 415",
                "json | 415",
            })
    void a_body_must_call_itself_json(String type, int status) throws IOException {
        Answer answer = RawClient.once(
                port,
                "POST /things HTTP/1.1\r\nHost: wall\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_body_that_does_not_say_what_it_is_is_refused() throws IOException {
        assertThat(RawClient.once(port, "POST /things HTTP/1.1\r\nHost: wall\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_compressed_body_is_refused() throws IOException {
        assertThat(RawClient.once(
                                port,
                                "POST /things HTTP/1.1\r\n" + HEAD
                                        + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_refused_short_body_leaves_the_connection_good() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("POST /things HTTP/1.1\r\nHost: wall\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.answer().status()).isEqualTo(415);
            client.send("GET /things HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("things");
        }
    }

    @Test
    void a_bug_is_answered_without_its_words() throws IOException {
        Answer answer = RawClient.once(port, "GET /broken HTTP/1.1\r\nHost: wall\r\n\r\n");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(problem(answer).getString("detail"))
                .doesNotContain("swordfish")
                .contains("number");
    }

    @Test
    void an_upgrade_to_a_web_socket_is_refused() throws IOException {
        String request = String.join(
                "\r\n",
                "GET /things HTTP/1.1",
                "Host: wall",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        assertThat(RawClient.once(port, request).status()).isEqualTo(426);
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(get("/things/1") + get("/nowhere") + get("/things/3"));
            assertThat(client.answer().body()).isEqualTo("1");
            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.answer().body()).isEqualTo("3");
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: wall\r\n\r\n";
    }

    private static Answer post(String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return RawClient.once(
                port, "POST /things HTTP/1.1\r\n" + HEAD + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    private static String padded(int length) {
        String frame = "{\"a\":\"\"}";
        return "{\"a\":\"" + "x".repeat(length - frame.length()) + "\"}";
    }

    private static JsonObject problem(Answer answer) {
        assertThat(answer.header("Content-Type")).as(answer.toString()).isEqualTo("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("about:blank");
        assertThat(problem.getString("title")).isNotEmpty();
        assertThat(problem.getInteger("status")).isEqualTo(answer.status());
        return problem;
    }
}
