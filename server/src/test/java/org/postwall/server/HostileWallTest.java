package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.http.RawClient;
import org.postwall.server.http.RawClient.Answer;
import org.postwall.server.security.Access;

/** Whatever is thrown at the wall's routes: an answer of 2xx or 4xx, text unchanged, and a server that lives on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileWallTest {
    private static final String LIST = "/api/v1/messages";
    private static final String BODY =
            "{\"user\":{\"userId\":%s,\"first_name\":%s,\"last_name\":%s,\"username\":%s},\"message\":{\"message\":%s,\"timestamp\":%s}}";
    private static final List<String> GOOD =
            List.of("\"7\"", "\"Ann\"", "\"Lee\"", "\"ann\"", "\"hello\"", "\"2026-11-21T10:00:00Z\"");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1.5",
            "1e400",
            "1e-400",
            "1E999999999",
            "9".repeat(400),
            "9223372036854775808",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "[null]",
            "{\"$ne\":null}",
            "{\"$where\":\"1\"}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\u2028\\u2029\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\uffff\\ufffe\"",
            "\"\\u202e\"",
            "\"$\"",
            "\"$set\"",
            "\"a.b.c\"",
            "\"\\r\\nX: y\"",
            "\"" + "x".repeat(64) + "\"",
            "\"" + "x".repeat(65) + "\"",
            "\"" + "x".repeat(4096) + "\"",
            "\"" + "x".repeat(4097) + "\"",
            "\"" + "\\u0000".repeat(4096) + "\"",
            "\"2026-11-21\"",
            "\"2026-02-30T10:00:00Z\"",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"2026-11-21T10:00:00+99:99\"");
    private static final List<String> NASTY = List.of(
            "",
            "%00",
            "-0",
            "+1",
            "1.0",
            "1e3",
            "0x1",
            "٣",
            "%D9%A3",
            "9".repeat(30),
            "-" + "9".repeat(30),
            "NaN",
            "null",
            "%20",
            "1%20",
            "[]",
            "%ff",
            "%F0%9F%98%80",
            "1&start=2",
            "1;2",
            "..",
            "%2e%2e%2f");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(Access.OPEN);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void the_wall_can_still_be_read() throws Exception {
        assertThat(server.get(LIST + "?range=5").statusCode()).isEqualTo(200);
    }

    @Test
    void any_value_in_any_field_is_stored_unchanged_or_refused_by_name() throws Exception {
        List<String> fields = List.of(
                "user.userId",
                "user.first_name",
                "user.last_name",
                "user.username",
                "message.message",
                "message.timestamp");
        for (int field = 0; field < GOOD.size(); field++) {
            for (String value : VALUES) {
                Object[] parts = GOOD.toArray();
                parts[field] = value;
                Answer answer = post(BODY.formatted(parts));
                String what = fields.get(field) + " = " + shortened(value) + " -> " + shortened(answer.toString());
                assertThat(answer.status()).as(what).isIn(200, 400, 422);
                if (answer.status() == 422) {
                    assertThat(new JsonObject(answer.body())
                                    .getJsonArray("errors")
                                    .getJsonObject(0)
                                    .getString("field"))
                            .as(what)
                            .isEqualTo(fields.get(field));
                } else if (answer.status() == 200 && field == 4) {
                    assertThat(read(answer).getString("message")).isEqualTo(text(value));
                } else if (answer.status() == 200 && field == 5 && !"null".equals(value)) {
                    assertThat(read(answer).getString("timestamp")).isEqualTo(text(value));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "0",
                "\"text\"",
                "{}",
                "{\"user\":null,\"message\":null}",
                "{\"user\":[],\"message\":7}"
            })
    void a_body_of_another_shape_is_refused(String body) throws Exception {
        assertThat(post(body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "range", "before"})
    void any_parameter_of_a_page_is_taken_or_refused(String parameter) throws Exception {
        for (String value : NASTY) {
            int status =
                    ask("GET " + LIST + "?range=3&" + parameter + "=" + value).status();
            assertThat(status).as(parameter + "=" + value).isIn(200, 400, 422);
        }
    }

    @Test
    void any_number_of_a_post_is_found_or_refused() throws Exception {
        for (String value : NASTY) {
            int status = ask("GET " + LIST + "/" + value).status();
            assertThat(status).as(value).isIn(200, 400, 404, 422);
            assertThat(ask("DELETE " + LIST + "/" + value).status()).as(value).isIn(400, 401, 404, 405);
        }
    }

    @Test
    void any_place_to_resume_a_stream_is_taken_or_refused() throws Exception {
        for (String value : NASTY) {
            int status = ask("GET " + LIST + "/stream?lastEventId=" + value).status();
            assertThat(status).as(value).isIn(200, 400, 422);
            assertThat(ask("GET " + LIST + "/stream", "Last-Event-ID: " + value).status())
                    .as(value)
                    .isIn(200, 400, 422);
        }
    }

    @Test
    void any_key_is_taken_or_refused() throws Exception {
        for (String key : List.of(
                "", "k", "$", "a.b", "x".repeat(128), "x".repeat(129), "ключ", "\u0001", "\t", "a b", "\u007f")) {
            Answer answer = post(BODY.formatted(GOOD.toArray()), "Idempotency-Key: " + key);
            assertThat(answer.status()).as(key + answer).isIn(200, 400, 422);
        }
    }

    @Test
    void broken_requests_of_all_kinds_break_nothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String good =
                "POST " + LIST + " HTTP/1.1\r\nHost: wall\r\nConnection: close\r\nContent-Type: application/json\r\n";
        String body = BODY.formatted(GOOD.toArray());
        for (int round = 0; round < 300; round++) {
            byte[] bytes =
                    (good + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (RawClient client = new RawClient(server.port())) {
                client.send(bytes);
                client.finish();
                String answer = new String(client.rest(), StandardCharsets.UTF_8);
                assertThat(answer)
                        .as("seed " + seed + ", round " + round)
                        .doesNotContain(" 500 ")
                        .doesNotContain(" 503 ");
            }
        }
    }

    private static Answer post(String body, String... headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawClient.once(
                server.port(),
                "POST " + LIST + " HTTP/1.1\r\nHost: wall\r\nContent-Type: application/json\r\nContent-Length: "
                        + length + "\r\n" + more + "\r\n" + body);
    }

    private static Answer ask(String line, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawClient.once(server.port(), line + " HTTP/1.1\r\nHost: wall\r\n" + more + "\r\n");
    }

    private static JsonObject read(Answer posted) throws Exception {
        long id = new JsonObject(posted.body()).getLong("id");
        return new JsonObject(server.get(LIST + "/" + id).body());
    }

    private static String text(String json) {
        return new JsonObject("{\"it\":" + json + "}").getString("it");
    }

    private static String shortened(String text) {
        return text.length() < 300 ? text : text.substring(0, 300) + "…";
    }
}
