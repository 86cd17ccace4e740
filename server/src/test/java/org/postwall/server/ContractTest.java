package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.server.http.RawClient;
import org.postwall.server.http.RawClient.Answer;
import org.postwall.server.http.RouteTable;
import org.postwall.server.security.Access;

/** Holds openapi.yaml against the routes, and real answers against openapi.yaml. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {
    /** Pages for people; the contract is for programs. */
    private static final Set<String> PAGES =
            Set.of("GET /", "GET /wall/{file}", "GET /admin", "GET /admin/{file}", "GET /docs", "GET /docs/{file}");
    /** Promised, and not to be had by asking a healthy server nicely: other tests cause them. */
    private static final Set<String> ELSEWHERE = Set.of("408", "417", "429", "503");

    private static final String GOOD = RunningServer.body("hello").encode();
    private static final Contract CONTRACT = new Contract();
    private static final Set<String> SEEN = new TreeSet<>();
    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.start(Access.TOKEN);
        for (int i = 1; i <= 4; i++) {
            assertThat(server.post("post " + i, "Authorization", "Bearer " + server.token("7", "wall"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_route_is_in_the_contract_and_every_operation_has_a_route() {
        RouteTable routes = server.app().routes();
        Set<String> routed = routes.endpoints().stream()
                .map(endpoint -> endpoint.method() + " " + endpoint.path().replaceAll(":(\\w+)", "{$1}"))
                .filter(route -> !PAGES.contains(route))
                .collect(Collectors.toSet());
        assertThat(CONTRACT.operations().keySet()).containsExactlyInAnyOrderElementsOf(routed);
    }

    @Test
    void every_operation_has_a_name_of_its_own_and_a_summary() {
        List<JsonObject> operations = List.copyOf(CONTRACT.operations().values());
        assertThat(operations.stream().map(operation -> operation.getString("operationId")))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(operations.stream().map(operation -> operation.getString("summary")))
                .doesNotContainNull();
    }

    @Test
    void every_reference_leads_somewhere() {
        Contract.objects(CONTRACT.document()).stream()
                .filter(object -> object.getValue("$ref") instanceof String)
                .forEach(object ->
                        assertThat(CONTRACT.resolve(object)).as(object.encode()).isNotNull());
    }

    @Test
    void every_example_is_what_it_is_an_example_of() {
        List<JsonObject> contents = Contract.objects(CONTRACT.document()).stream()
                .filter(object -> object.getValue("schema") instanceof JsonObject && object.containsKey("example"))
                .toList();
        assertThat(contents).hasSizeGreaterThan(10);
        contents.forEach(
                content -> assertThat(CONTRACT.errors(content.getJsonObject("schema"), content.getValue("example")))
                        .isEmpty());
        JsonObject post = CONTRACT.document()
                .getJsonObject("components")
                .getJsonObject("requestBodies")
                .getJsonObject("Post")
                .getJsonObject("content")
                .getJsonObject("application/json");
        post.getJsonObject("examples")
                .forEach(example -> assertThat(CONTRACT.errors(
                                post.getJsonObject("schema"), ((JsonObject) example.getValue()).getValue("value")))
                        .isEmpty());
    }

    @Test
    void the_examples_of_requests_are_taken() throws Exception {
        JsonObject examples = CONTRACT.document()
                .getJsonObject("components")
                .getJsonObject("requestBodies")
                .getJsonObject("Post")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");
        for (String name : examples.fieldNames()) {
            String body = examples.getJsonObject(name).getJsonObject("value").encode();
            assertThat(ask("POST /api/v1/messages", "/api/v1/messages", body, bearer("wall")))
                    .as(name)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/v1/messages | /api/v1/messages | 200",
                "GET /api/v1/messages | /api/v1/messages?start=1&range=2 | 200",
                "GET /api/v1/messages | /api/v1/messages?start=99999999999999999999 | 200",
                "GET /api/v1/messages | /api/v1/messages?before=3&range=2 | 200",
                "GET /api/v1/messages | /api/v1/messages?range=-7 | 200",
                "GET /api/v1/messages | /api/v1/messages?start=-1 | 422",
                "GET /api/v1/messages | /api/v1/messages?start=1.5&range=x&before=0 | 422",
                "GET /api/v1/messages/{id} | /api/v1/messages/1 | 200",
                "GET /api/v1/messages/{id} | /api/v1/messages/999 | 404",
                "GET /api/v1/messages/{id} | /api/v1/messages/one | 422",
                "GET /api/v1/messages/{id} | /api/v1/messages/%zz | 400",
                "GET /api/v1/messages/stream | /api/v1/messages/stream?lastEventId=x | 422",
                "GET /health/live | /health/live | 200",
                "GET /health/ready | /health/ready | 200",
                "GET /metrics | /metrics | 200",
                "GET /openapi.yaml | /openapi.yaml | 200",
            })
    void a_read_is_answered_as_promised(String operation, String path, int status) throws Exception {
        assertThat(ask(operation, path, "")).isEqualTo(status);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"/api/v1/messages", "/api/v1/message"})
    void a_post_is_answered_as_promised(String path) throws Exception {
        String operation = "POST " + path;
        String[] token = bearer("wall");
        assertThat(ask(operation, path, GOOD, token)).isEqualTo(200);
        assertThat(ask(operation, path, "{", token)).isEqualTo(400);
        assertThat(ask(operation, path, GOOD)).isEqualTo(401);
        assertThat(ask(operation, path, GOOD, bearer("moderate"))).isEqualTo(403);
        assertThat(ask(operation, path, RunningServer.body("x".repeat(70_000)).encode(), token))
                .isEqualTo(413);
        assertThat(ask(operation, path, GOOD, token[0], token[1], "Content-Encoding", "gzip"))
                .isEqualTo(415);
        assertThat(ask(operation, path, RunningServer.body(" ").encode(), token))
                .isEqualTo(422);
        assertThat(ask(operation, path, "[]", token)).isEqualTo(422);
    }

    @Test
    @Order(1)
    void a_key_used_for_another_message_is_refused() throws Exception {
        String[] token = bearer("wall");
        String path = "/api/v1/messages";
        assertThat(ask("POST " + path, path, GOOD, token[0], token[1], "Idempotency-Key", "k"))
                .isEqualTo(200);
        assertThat(ask("POST " + path, path, GOOD, token[0], token[1], "Idempotency-Key", "k"))
                .isEqualTo(200);
        String other = RunningServer.body("other").encode();
        assertThat(ask("POST " + path, path, other, token[0], token[1], "Idempotency-Key", "k"))
                .isEqualTo(422);
    }

    @Test
    @Order(1)
    void a_removal_is_answered_as_promised() throws Exception {
        String operation = "DELETE /api/v1/messages/{id}";
        assertThat(ask(operation, "/api/v1/messages/2", "")).isEqualTo(401);
        assertThat(ask(operation, "/api/v1/messages/2", "", bearer("broadcast")))
                .isEqualTo(403);
        String[] stranger = {"Authorization", "Bearer " + server.token("8", "wall")};
        assertThat(ask(operation, "/api/v1/messages/2", "", stranger)).isEqualTo(403);
        assertThat(ask(operation, "/api/v1/messages/999", "", bearer("moderate")))
                .isEqualTo(404);
        assertThat(ask(operation, "/api/v1/messages/x", "", bearer("moderate"))).isEqualTo(422);
        assertThat(ask(operation, "/api/v1/messages/%zz", "", bearer("moderate")))
                .isEqualTo(400);
        String[] author = {"Authorization", "Bearer " + server.token("7", "wall")};
        assertThat(ask(operation, "/api/v1/messages/2", "", author)).isEqualTo(204);
        assertThat(ask("GET /api/v1/messages/{id}", "/api/v1/messages/2", "")).isEqualTo(404);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"/api/v1/messages", "/openapi.yaml"})
    void what_has_not_changed_is_not_sent_again(String path) throws Exception {
        Optional<String> tag = server.get(path).headers().firstValue("ETag");
        assertThat(tag).isPresent();
        assertThat(ask("GET " + path, path, "", "If-None-Match", tag.get())).isEqualTo(304);
    }

    @Test
    @Order(1)
    void the_query_that_can_not_be_read_is_refused() throws Exception {
        assertThat(ask("GET /api/v1/messages", "/api/v1/messages?start=%zz", ""))
                .isEqualTo(400);
    }

    @Test
    @Order(1)
    void the_stream_sends_events_whose_data_are_posts() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.at("/api/v1/messages/stream?lastEventId=0"))
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (InputStream in = answer.body()) {
            String event = firstEvent(in);
            assertThat(event).startsWith("id: 1\n");
            JsonObject post = new JsonObject(event.substring(event.indexOf("data: ") + 6));
            assertThat(CONTRACT.errors(new JsonObject().put("$ref", "#/components/schemas/Post"), post))
                    .isEmpty();
        }
        SEEN.add("GET /api/v1/messages/stream 200");
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"messages, limit=0", "users, after=x"})
    void a_list_of_broadcasting_is_answered_as_promised(String list, String wrong) throws Exception {
        String path = "/api/v1/broadcast/" + list;
        String operation = "GET " + path;
        isForSenders(operation, path, "");
        assertThat(ask(operation, path + "?after=%zz", "", bearer("broadcast"))).isEqualTo(400);
        assertThat(ask(operation, path + "?" + wrong, "", bearer("broadcast"))).isEqualTo(422);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"/api/v1/outbox", "/api/v1/outbox/stream"})
    void the_outbox_is_shown_as_promised(String path) throws Exception {
        isForSenders("GET " + path, path, "");
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | {\"text\":\"hello\",\"parse_mode\":\"HTML\"} | 200",
                "masters/register | {\"person\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"token\":\"master-word\"} | 204",
                "masters/check | {\"person\":\"0000000000000000000000000000000000000000000000000000000000000000\"} | 200",
                "followers/follow | {\"chat_id\":1,\"token\":\"follow-word\"} | 200",
                "followers/unfollow | {\"chat_id\":1} | 200",
                "followers/here | {\"chat_id\":1} | 200",
                "followers/here | {\"chat_id\":404} | 200",
                "followers/gone | {\"chat_id\":1} | 204",
                "users | {\"chat_id\":-5,\"first_name\":\"Ann\"} | 200",
            })
    void a_post_to_broadcasting_is_answered_as_promised(String step, String good, int status) throws Exception {
        String path = "/api/v1/broadcast/" + step;
        takesJson("POST " + path, path, good, status);
    }

    @Test
    @Order(1)
    void the_token_of_the_bot_that_sends_is_answered_as_promised() throws Exception {
        String path = "/api/v1/broadcast/servant";
        takesJson("PUT " + path, path, "{\"token\":\"1000003:only-for-a-try-only-for-a-try-00000\"}", 204);
    }

    @Test
    @Order(1)
    void a_file_is_answered_as_promised() throws Exception {
        String path = "/api/v1/broadcast/files";
        String operation = "POST " + path;
        String[] token = bearer("broadcast");
        assertThat(ask(operation, path + "?name=a", "content", token)).isEqualTo(200);
        assertThat(ask(operation, path + "?name=%zz", "content", token)).isEqualTo(400);
        assertThat(ask(operation, path, "content")).isEqualTo(401);
        assertThat(ask(operation, path, "content", bearer("wall"))).isEqualTo(403);
        assertThat(ask(operation, path, "", token[0], token[1], "Content-Length", "20971521"))
                .isEqualTo(413);
        assertThat(ask(operation, path, "content", token[0], token[1], "Content-Encoding", "gzip"))
                .isEqualTo(415);
        assertThat(ask(operation, path, "", token)).isEqualTo(422);
        assertThat(ask(operation, path + "?name=", "content", token)).isEqualTo(422);
    }

    /** Every answer of an operation that takes JSON and has no parameters. */
    private static void takesJson(String operation, String path, String good, int status) throws IOException {
        String[] token = bearer("broadcast");
        assertThat(ask(operation, path, good, token)).isEqualTo(status);
        isJson(operation, path, good);
        assertThat(ask(operation, path, good)).isEqualTo(401);
        assertThat(ask(operation, path, good, bearer("wall"))).isEqualTo(403);
        assertThat(ask(operation, path, "{}", token)).isEqualTo(422);
    }

    /** What is said of bodies that aren't read. */
    private static void isJson(String operation, String path, String good) throws IOException {
        String[] token = bearer("broadcast");
        assertThat(ask(operation, path, "{", token)).isEqualTo(400);
        assertThat(ask(operation, path, "\"" + "x".repeat(70_000) + "\"", token))
                .isEqualTo(413);
        assertThat(ask(operation, path, good, token[0], token[1], "Content-Encoding", "gzip"))
                .isEqualTo(415);
    }

    private static void isForSenders(String operation, String path, String body) throws IOException {
        assertThat(ask(operation, path, body, bearer("broadcast"))).isEqualTo(200);
        assertThat(ask(operation, path, body)).isEqualTo(401);
        assertThat(ask(operation, path, body, bearer("wall"))).isEqualTo(403);
    }

    /** Every answer of what is at a path with a number in it, wherever the thing's state doesn't matter. */
    private static void isNumbered(String operation, String before, String number, String after, String body)
            throws IOException {
        String[] token = bearer("broadcast");
        isForSenders(operation, before + number + after, body);
        assertThat(ask(operation, before + "%zz" + after, body, token)).isEqualTo(400);
        assertThat(ask(operation, before + "404" + after, body, token)).isEqualTo(404);
        assertThat(ask(operation, before + "x" + after, body, token)).isEqualTo(422);
    }

    @Test
    @Order(2)
    void a_choice_of_what_to_catch_up_is_answered_as_promised() throws Exception {
        String step = "followers/catch-up";
        a_post_to_broadcasting_is_answered_as_promised(step, "{\"chat_id\":-5,\"choice\":\"all\"}", 204);
        String path = "/api/v1/broadcast/" + step;
        String unknown = "{\"chat_id\":404,\"choice\":\"all\"}";
        assertThat(ask("POST " + path, path, unknown, bearer("broadcast"))).isEqualTo(404);
    }

    @Test
    @Order(2)
    void a_wrong_token_of_registration_is_answered_as_promised() throws Exception {
        String path = "/api/v1/broadcast/masters/register";
        assertThat(ask(
                        "POST " + path,
                        path,
                        "{\"person\":\"0000000000000000000000000000000000000000000000000000000000000009\",\"token\":\"guess\"}",
                        bearer("broadcast")))
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void one_follower_is_answered_as_promised() throws Exception {
        String path = "/api/v1/broadcast/users/";
        String change = "{\"following\":false}";
        isNumbered("GET " + path + "{chat_id}", path, "-5", "", "");
        isNumbered("PATCH " + path + "{chat_id}", path, "-5", "", change);
        isJson("PATCH " + path + "{chat_id}", path + "-5", change);
    }

    @Test
    @Order(2)
    void a_message_is_found_by_its_key_as_promised() throws Exception {
        String[] token = bearer("broadcast");
        String path = "/api/v1/broadcast/messages";
        String post = "{\"text\":\"hello\"}";
        assertThat(ask("POST " + path, path, post, token[0], token[1], "Idempotency-Key", "mine"))
                .isEqualTo(200);
        takesJson("POST " + path + "/find", path + "/find", "{\"key\":\"mine\"}", 200);
        assertThat(ask("POST " + path + "/find", path + "/find", "{\"key\":\"other\"}", token))
                .isEqualTo(404);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"''", "/progress", "/deliveries"})
    void one_message_to_followers_is_answered_as_promised(String what) throws Exception {
        String path = "/api/v1/broadcast/messages/";
        isNumbered("GET " + path + "{id}" + what, path, "1", what, "");
    }

    @Test
    @Order(2)
    void deliveries_are_answered_as_promised() throws Exception {
        String operation = "GET /api/v1/broadcast/messages/{id}/deliveries";
        String path = "/api/v1/broadcast/messages/1/deliveries";
        String[] token = bearer("broadcast");
        assertThat(ask(operation, path + "?state=sent&after=-1&limit=1", "", token))
                .isEqualTo(200);
        assertThat(ask(operation, path, "", token[0], token[1], "Accept", "text/csv"))
                .isEqualTo(200);
        assertThat(ask(operation, path + "?state=lost", "", token)).isEqualTo(422);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"pause, pause", "resume, resume", "retry, cancel", "cancel, cancel", "recall, recall"})
    void an_order_is_answered_as_promised(String order, String against) throws Exception {
        String path = "/api/v1/broadcast/messages/";
        String operation = "POST " + path + "{id}/" + order;
        String[] token = bearer("broadcast");
        String message = newMessage();
        if ("resume".equals(order)) {
            assertThat(ask("POST " + path + "{id}/pause", path + message + "/pause", "", token))
                    .isEqualTo(200);
        }
        isNumbered(operation, path, message, "/" + order, "");
        ask("POST " + path + "{id}/" + against, path + message + "/" + against, "", token);
        assertThat(ask(operation, path + message + "/" + order, "", token)).isEqualTo(409);
    }

    @Test
    @Order(2)
    void new_words_are_answered_as_promised() throws Exception {
        String path = "/api/v1/broadcast/messages/";
        String operation = "PATCH " + path + "{id}";
        String words = "{\"text\":\"other words\"}";
        String message = newMessage();
        isNumbered(operation, path, message, "", words);
        isJson(operation, path + message, words);
        assertThat(ask(operation, path + message, "{}", bearer("broadcast"))).isEqualTo(422);
        assertThat(ask("POST " + path + "{id}/cancel", path + message + "/cancel", "", bearer("broadcast")))
                .isEqualTo(200);
        assertThat(ask(operation, path + message, words, bearer("broadcast"))).isEqualTo(409);
    }

    private static String newMessage() throws IOException {
        String[] token = bearer("broadcast");
        Answer posted = send("POST", "/api/v1/broadcast/messages", "{\"text\":\"new\"}", token);
        return new JsonObject(posted.body()).getLong("id").toString();
    }

    @Test
    @Order(3)
    void every_promised_answer_was_seen() {
        Set<String> promised = new TreeSet<>();
        CONTRACT.operations()
                .forEach((operation, details) -> details.getJsonObject("responses").fieldNames().stream()
                        .filter(status -> !ELSEWHERE.contains(status))
                        .forEach(status -> promised.add(operation + " " + status)));
        assertThat(SEEN).containsAll(promised);
    }

    /** Asks, holds the answer against the contract, and gives its status. */
    private static int ask(String operation, String path, String body, String... headers) throws IOException {
        String method = operation.substring(0, operation.indexOf(' '));
        Answer answer = send(method, path, body, headers);
        JsonObject promised = CONTRACT.response(operation, answer.status());
        assertThat(promised).as(operation + " promises no " + answer).isNotNull();
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        JsonObject content = promised.getJsonObject("content");
        if (content == null) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(content.fieldNames()).contains(type);
            if (type.endsWith("json")) {
                Object value = Json.decodeValue(answer.body());
                JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
                assertThat(CONTRACT.errors(schema, value)).isEmpty();
            }
        }
        promised.getJsonObject("headers", new JsonObject())
                .fieldNames()
                .forEach(name -> assertThat(answer.header(name)).as(name).isNotEmpty());
        SEEN.add(operation + " " + answer.status());
        return answer.status();
    }

    /** Raw, since no polite client sends a path that can't be read. */
    private static Answer send(String method, String path, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: wall\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return RawClient.once(server.port(), request.append("\r\n").append(body).toString());
    }

    private static String[] bearer(String scope) {
        return new String[] {"Authorization", "Bearer " + server.token("7", scope)};
    }

    private static String firstEvent(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("data: ") < 0 || !text.toString().endsWith("\n\n")) {
            int next = in.read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
        String all = new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return all.substring(all.indexOf("id: "));
    }

    /** The validator itself must be able to say no. */
    @Test
    void an_answer_that_breaks_its_promise_is_noticed() {
        JsonObject page = new JsonObject().put("$ref", "#/components/schemas/Page");
        JsonObject bad = new JsonObject()
                .put("messages", new JsonArray().add(new JsonObject().put("id", "1")))
                .put("total_count", 1);
        assertThat(CONTRACT.errors(page, bad)).isNotEmpty();
        assertThat(CONTRACT.errors(page, new JsonObject().put("messages", new JsonArray())))
                .isNotEmpty();
    }
}
