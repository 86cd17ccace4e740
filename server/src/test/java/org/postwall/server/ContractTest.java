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
        assertThat(ask(operation, path, "", bearer("broadcast"))).isEqualTo(200);
        assertThat(ask(operation, path, "")).isEqualTo(401);
        assertThat(ask(operation, path, "", bearer("wall"))).isEqualTo(403);
        assertThat(ask(operation, path + "?" + wrong, "", bearer("broadcast"))).isEqualTo(422);
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
                "users | {\"chat_id\":-5,\"first_name\":\"Ann\"} | 200",
            })
    void a_post_to_broadcasting_is_answered_as_promised(String step, String good, int status) throws Exception {
        String path = "/api/v1/broadcast/" + step;
        String operation = "POST " + path;
        String[] token = bearer("broadcast");
        assertThat(ask(operation, path, good, token)).isEqualTo(status);
        assertThat(ask(operation, path, "{", token)).isEqualTo(400);
        assertThat(ask(operation, path, good)).isEqualTo(401);
        assertThat(ask(operation, path, good, bearer("wall"))).isEqualTo(403);
        assertThat(ask(operation, path, "\"" + "x".repeat(70_000) + "\"", token))
                .isEqualTo(413);
        assertThat(ask(operation, path, good, token[0], token[1], "Content-Encoding", "gzip"))
                .isEqualTo(415);
        assertThat(ask(operation, path, "{}", token)).isEqualTo(422);
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
        for (String method : new String[] {"GET", "PATCH"}) {
            String operation = method + " /api/v1/broadcast/users/{chat_id}";
            String body = "GET".equals(method) ? "" : "{\"following\":false}";
            assertThat(ask(operation, path + "-5", body, bearer("broadcast"))).isEqualTo(200);
            assertThat(ask(operation, path + "%zz", body, bearer("broadcast"))).isEqualTo(400);
            assertThat(ask(operation, path + "-5", body)).isEqualTo(401);
            assertThat(ask(operation, path + "-5", body, bearer("wall"))).isEqualTo(403);
            assertThat(ask(operation, path + "404", body, bearer("broadcast"))).isEqualTo(404);
            assertThat(ask(operation, path + "x", body, bearer("broadcast"))).isEqualTo(422);
        }
        String operation = "PATCH /api/v1/broadcast/users/{chat_id}";
        String[] token = bearer("broadcast");
        String large = "\"" + "x".repeat(70_000) + "\"";
        assertThat(ask(operation, path + "-5", large, token)).isEqualTo(413);
        assertThat(ask(operation, path + "-5", "{}", token[0], token[1], "Content-Encoding", "gzip"))
                .isEqualTo(415);
    }

    @Test
    @Order(2)
    void one_message_to_followers_is_answered_as_promised() throws Exception {
        String operation = "GET /api/v1/broadcast/messages/{id}";
        String path = "/api/v1/broadcast/messages/";
        assertThat(ask(operation, path + "1", "", bearer("broadcast"))).isEqualTo(200);
        assertThat(ask(operation, path + "%zz", "", bearer("broadcast"))).isEqualTo(400);
        assertThat(ask(operation, path + "1", "")).isEqualTo(401);
        assertThat(ask(operation, path + "1", "", bearer("wall"))).isEqualTo(403);
        assertThat(ask(operation, path + "9", "", bearer("broadcast"))).isEqualTo(404);
        assertThat(ask(operation, path + "x", "", bearer("broadcast"))).isEqualTo(422);
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
