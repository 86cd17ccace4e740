package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.RawClient;
import org.postwall.server.http.RawClient.Answer;
import org.postwall.server.security.Access;
import org.postwall.telegram.process.PortInUse;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppTest {
    private static final String LIST = "/api/v1/messages";
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(Access.TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_post_with_a_token_is_on_the_wall() throws Exception {
        HttpResponse<String> posted = server.post("hello", "Authorization", "Bearer " + server.token("ann", "wall"));
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(server.get(LIST).body()).contains("hello").contains("\"total_count\":1");
    }

    @Test
    void a_post_without_a_token_is_refused_and_not_stored() throws Exception {
        HttpResponse<String> refused = server.post("hello");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"postwall\"");
        assertThat(server.get(LIST).body()).contains("\"total_count\":0");
    }

    @Test
    void a_token_of_another_scope_is_not_enough() throws Exception {
        HttpResponse<String> refused =
                server.post("hello", "Authorization", "Bearer " + server.token("ann", "moderate"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
    }

    @Test
    void on_an_open_wall_anyone_posts() throws Exception {
        try (RunningServer open = RunningServer.start(Access.OPEN)) {
            assertThat(open.post("hello").statusCode()).isEqualTo(200);
            assertThat(open.post("hello", "Authorization", "Bearer rubbish").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_named_with_its_setting() throws Exception {
        Settings taken = RunningServer.settings(Access.OPEN, server.mongoPort(), server.port(), Optional.empty());
        assertThatThrownBy(() -> RunningServer.await(App.start(server.vertx(), taken)))
                .hasCauseInstanceOf(PortInUse.class)
                .hasMessageContaining("Port " + server.port())
                .hasMessageContaining("SERVER_PORT");
    }

    @Test
    void head_is_get_without_a_body() throws Exception {
        HttpResponse<String> head = server.send("HEAD", LIST, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_request_keeps_its_number() throws Exception {
        assertThat(server.get(LIST, "X-Request-Id", "abc-1").headers().firstValue("X-Request-Id"))
                .contains("abc-1");
        assertThat(server.get(LIST, "X-Request-Id", "<script>").headers().firstValue("X-Request-Id"))
                .isEmpty();
    }

    @Test
    void pages_of_other_origins_may_read() throws Exception {
        assertThat(server.get(LIST, "Origin", "https://example.org")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void metrics_count_requests_by_route_and_status() throws Exception {
        server.get(LIST);
        server.get(LIST + "?start=-1");
        server.get("/nowhere");
        String metrics = server.get("/metrics").body();
        assertThat(metrics)
                .contains("postwall_http_requests_total{method=\"GET\",route=\"/api/v1/messages\",status=\"2xx\"} 1.0")
                .contains("postwall_http_requests_total{method=\"GET\",route=\"/api/v1/messages\",status=\"4xx\"} 1.0")
                .contains("postwall_http_requests_total{method=\"any\",route=\"none\",status=\"4xx\"} 1.0")
                .contains("postwall_http_seconds_count{method=\"GET\",route=\"/api/v1/messages\"} 2")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void it_lives_and_is_ready() throws Exception {
        assertThat(new JsonObject(server.get("/health/live").body()).getString("status"))
                .isEqualTo("live");
        HttpResponse<String> ready = server.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("ready");
    }

    @Test
    void without_mongodb_it_comes_up_and_says_that_it_can_not_serve() throws Exception {
        Settings lost = RunningServer.settings(Access.OPEN, closedPort(), 0, Optional.empty());
        App app = RunningServer.await(App.start(server.vertx(), lost));
        try {
            Answer ready = RawClient.once(app.port(), "GET /health/ready HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("unavailable");
            Answer read = RawClient.once(app.port(), "GET " + LIST + " HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(read.status()).isEqualTo(503);
            assertThat(read.header("Retry-After")).isNotEmpty();
            assertThat(read.header("Content-Type")).isEqualTo("application/problem+json");
        } finally {
            RunningServer.await(app.stop());
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_request_on_its_way_is_answered_while_the_server_stops() throws Exception {
        String body = RunningServer.body("last words").encode();
        try (RawClient client = new RawClient(server.port())) {
            client.send(String.join(
                    "\r\n",
                    "POST " + LIST + " HTTP/1.1",
                    "Host: wall",
                    "Authorization: Bearer " + server.token("ann", "wall"),
                    "Content-Type: application/json",
                    "Content-Length: " + body.length(),
                    "Expect: 100-continue",
                    "",
                    ""));
            assertThat(client.answer().status()).isEqualTo(100);
            var stopped = server.app().stop();
            await().until(() -> refuses(server.port()));
            client.send(body);
            assertThat(client.answer().body()).contains("\"id\":1");
            RunningServer.await(stopped);
        }
    }

    private static boolean refuses(int port) {
        try (RawClient client = new RawClient(port)) {
            client.send("GET /health/live HTTP/1.1\r\nHost: wall\r\n\r\n");
            return client.isClosed();
        } catch (IOException e) {
            return true;
        }
    }
}
