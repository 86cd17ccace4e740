package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Wall;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NginxAnswersIT {
    private static final String PAGE = "/api/v1/messages?range=1";

    @Test
    void a_body_over_64_KiB_is_413(Deployment system) throws IOException {
        try (Wall wall = new Wall(new Client(system.nginx()), system.token("wall"))) {
            assertProblem(wall.post("long", "x".repeat(70_000)), 413);
        }
    }

    @Test
    void a_file_to_be_broadcast_may_have_20_MiB_and_no_more(Deployment system) throws IOException {
        try (Client client = new Client(system.nginx())) {
            Map<String, String> headers = Map.of(
                    "Authorization", "Bearer " + system.token("broadcast"), "Content-Type", "application/octet-stream");
            String most = "x".repeat(20 << 20);
            String path = "/api/v1/broadcast/files?name=long.txt";
            Answer stored = client.ask("POST", path, headers, most);
            assertThat(stored.status()).as(stored.body()).isEqualTo(200);
            assertThat(stored.json().get("size").intValue()).isEqualTo(most.length());
            assertProblem(client.ask("POST", path, headers, most + "x"), 413);
            assertProblem(client.ask("POST", path, Map.of("Content-Type", "text/plain"), "x".repeat(100_000)), 401);
        }
    }

    @Test
    void the_operators_routes_are_404_and_everything_else_is_passed_on(Deployment system) throws IOException {
        try (Client client = new Client(system.nginx())) {
            assertProblem(client.get("/metrics"), 404);
            assertThat(client.get("/").body()).contains("<html");
            assertThat(client.get("/openapi.yaml").body()).contains("openapi");
            assertProblem(client.get("/nowhere"), 404);
        }
    }

    @Test
    void a_server_past_nginx_has_metrics(Deployment system) throws IOException {
        try (Client client = new Client(system.servers().get(0))) {
            assertThat(client.get("/metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void more_than_the_rate_is_429_with_Retry_After(Deployment system) throws IOException {
        String usual = system.setting("READS_PER_SECOND");
        system.set("READS_PER_SECOND", "2");
        system.up();
        try (Client client = new Client(system.nginx())) {
            Answer last = client.get(PAGE);
            for (int i = 0; i < 20 && last.status() == 200; i++) {
                last = client.get(PAGE);
            }
            assertProblem(last, 429);
            assertThat(last.header("retry-after")).matches("[1-9][0-9]*");
            await().atMost(Duration.ofSeconds(5)).until(() -> client.get(PAGE).status() == 200);
        } finally {
            system.set("READS_PER_SECOND", usual);
            system.up();
        }
    }

    @Test
    void without_any_server_it_is_503_with_Retry_After_and_all_is_well_when_they_return(Deployment system)
            throws IOException {
        system.containers("server").forEach(Container::stop);
        try (Client client = new Client(system.nginx());
                Wall wall = new Wall(client, "token")) {
            for (Answer answer : new Answer[] {client.get(PAGE), wall.post("key", "nobody is there")}) {
                assertProblem(answer, 503);
                assertThat(answer.header("retry-after")).matches("[1-9][0-9]*");
            }
            long start = System.nanoTime();
            system.containers("server").forEach(Container::start);
            await().atMost(Duration.ofSeconds(60)).until(() -> client.get(PAGE).status() == 200);
            Report.row(
                    "NginxAnswersIT",
                    "all servers stopped, then started",
                    "503 with Retry-After meanwhile, then 200",
                    "200 after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        }
    }

    @Test
    void a_request_id_goes_through_nginx_to_the_server_and_back(Deployment system) throws IOException {
        try (Client client = new Client(system.nginx())) {
            Answer named = client.ask("GET", PAGE, Map.of("X-Request-Id", "from-a-test-4711"), "");
            assertThat(named.header("x-request-id")).isEqualTo("from-a-test-4711");
            Answer harmful = client.ask("GET", PAGE, Map.of("X-Request-Id", "\"},{\"injected\":\""), "");
            assertThat(harmful.header("x-request-id")).matches("[0-9a-f]{32}");
            Container nginx = system.container("nginx");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(nginx.lastLogs(50))
                            .contains("\"request_id\":\"from-a-test-4711\"")
                            .contains("\"request_id\":\"" + harmful.header("x-request-id") + "\"")
                            .doesNotContain("injected"));
        }
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("title").textValue()).isNotEmpty();
    }
}
