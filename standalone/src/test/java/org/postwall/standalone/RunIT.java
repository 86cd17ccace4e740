package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run} as a user meets it: the jar in a process of its own, looked at from outside. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunIT {
    private static final String SECRET = "a secret that only this test knows, long enough";

    @TempDir
    Path data;

    @Test
    void a_person_posts_through_the_bot_and_a_program_reads_it() throws Exception {
        try (Jar postwall = start().ready()) {
            Person person = Person.to("wall_bot", postwall, 7001, "Ada");
            person.writes("/start");
            JsonObject greeting = person.sees("Add message");
            person.taps(greeting, "Add message");
            person.sees("Cancel");
            person.writes("Hello from the simulator");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(texts(postwall)).containsExactly("Hello from the simulator"));
            program(postwall, "k1", "Hello from a program");
            person.taps(greeting, "Get messages");
            JsonObject page = person.sees("Hello from a program");
            assertThat(page.getString("text")).contains("Hello from the simulator", "Ada");
        }
    }

    @Test
    void what_was_posted_is_there_after_a_clean_stop() throws Exception {
        try (Jar postwall = start().ready()) {
            program(postwall, "k1", "stays");
            assertThat(postwall.terminate()).isIn(0, 143);
        }
        try (Jar postwall = start().ready()) {
            assertThat(texts(postwall)).containsExactly("stays");
        }
    }

    @Test
    void kill_9_under_concurrent_posting_loses_nothing_that_was_acknowledged() throws Exception {
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        try (Jar postwall = start().ready()) {
            List<Thread> writers = IntStream.range(0, 8)
                    .mapToObj(writer -> new Thread(() -> postUntilKilled(postwall, writer, acknowledged)))
                    .toList();
            writers.forEach(Thread::start);
            await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= 200);
            postwall.kill();
            for (Thread writer : writers) {
                writer.join();
            }
        }
        try (Jar postwall = start().ready()) {
            assertThat(texts(postwall)).doesNotHaveDuplicates().containsAll(acknowledged);
            program(postwall, "after", "goes on");
            assertThat(texts(postwall).get(0)).isEqualTo("goes on");
        }
    }

    @Test
    void a_port_in_use_is_named_with_the_setting_that_moves_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Map<String, String> settings = Map.of("SERVER_PORT", port, "DATA_DIR", data.toString());
            try (Jar refused = Jar.start(settings)) {
                assertThat(refused.exitCode()).isNotZero();
                assertThat(refused.errors())
                        .contains("Port " + port, "SERVER_PORT")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void a_second_run_on_the_same_data_is_refused_and_the_first_one_goes_on() throws Exception {
        try (Jar first = start().ready();
                Jar second = start()) {
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.errors()).contains(data.toString(), "DATA_DIR").doesNotContain("\tat ");
            program(first, "k1", "undisturbed");
        }
    }

    @Test
    void two_runs_on_data_of_their_own_live_side_by_side() throws Exception {
        try (Jar first = start().ready();
                Jar second = Jar.start(Map.of("DATA_DIR", data.resolve("other").toString()))
                        .ready()) {
            program(first, "k1", "on the first");
            program(second, "k1", "on the second");
            assertThat(texts(first)).containsExactly("on the first");
            assertThat(texts(second)).containsExactly("on the second");
        }
    }

    @Test
    void wrong_settings_are_all_named_at_once_with_exit_code_78() throws Exception {
        Map<String, String> settings = Map.of(
                "SERVER_PORT",
                "eighty",
                "SIMULATOR_PORT",
                "-1",
                "API_ACCESS",
                "maybe",
                "SECRET_KEY",
                "short",
                "LOG_FORMAT",
                "xml",
                "BOT_MESSAGES_PER_SECOND",
                "many");
        try (Jar refused = Jar.start(settings)) {
            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.errors())
                    .contains(
                            "SERVER_PORT",
                            "SIMULATOR_PORT",
                            "API_ACCESS",
                            "SECRET_KEY",
                            "LOG_FORMAT",
                            "BOT_MESSAGES_PER_SECOND")
                    .doesNotContain("\tat ", "short'");
        }
    }

    @Test
    void a_server_alone_needs_tokens_and_takes_those_that_token_prints() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(data);
                Jar moderator = Jar.start(Map.of("SECRET_KEY", SECRET), "token", "wall", "moderate");
                Jar server = Jar.start(with(mongo.settings(), "SECRET_KEY", SECRET), "server")
                        .ready()) {
            String api = server.address("Wall") + "api/v1/message";
            assertThat(server.post(api, body("no token")).statusCode()).isEqualTo(401);
            assertThat(moderator.exitCode()).isZero();
            String bearer = "Bearer " + moderator.output().strip();
            assertThat(server.post(api, body("with token"), "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_simulator_alone_has_the_bots_that_it_is_given() throws Exception {
        String token = "123456789:AAE_not-known-to-telegram";
        String master = "123456780:AAE_not-known-to-telegram";
        Map<String, String> settings = Map.of(
                "BOT_TOKEN",
                token,
                "MASTER_BOT_TOKEN",
                master,
                "SIMULATOR_BIND",
                "0.0.0.0",
                "WALL_URL",
                "http://127.0.0.1:8000");
        try (Jar simulator = Jar.start(settings, "simulator").ready()) {
            String page = simulator.address("Chat page");
            assertThat(simulator.get(page + "health/live").statusCode()).isEqualTo(200);
            assertThat(simulator.get(page + "bot" + token + "/getMe").body()).contains("\"username\":\"wall_bot\"");
            assertThat(simulator.get(page + "bot" + master + "/getMe").body()).contains("\"username\":\"master_bot\"");
            assertThat(simulator.get(page + "simulator/page/state").body())
                    .contains("http://127.0.0.1:8000/")
                    .doesNotContain("servant_bot");
            assertThat(simulator.errors()).contains("SIMULATOR_BIND").doesNotContain(token);
            assertThat(simulator.terminate()).isIn(0, 143);
        }
    }

    @Test
    void a_simulator_with_wrong_settings_is_refused() throws Exception {
        Map<String, String> settings = Map.of("BOT_TOKEN", "nonsense", "SIMULATOR_PORT", "many");
        try (Jar refused = Jar.start(settings, "simulator")) {
            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.errors()).contains("BOT_TOKEN", "SIMULATOR_PORT").doesNotContain("nonsense");
        }
    }

    @Test
    void a_token_is_refused_without_a_scope_and_without_a_secret() throws Exception {
        try (Jar withoutScope = Jar.start(Map.of("SECRET_KEY", SECRET), "token");
                Jar unknownScope = Jar.start(Map.of("SECRET_KEY", SECRET), "token", "everything");
                Jar withoutSecret = Jar.start(Map.of(), "token", "wall")) {
            assertThat(withoutScope.exitCode()).isEqualTo(64);
            assertThat(unknownScope.exitCode()).isEqualTo(64);
            assertThat(unknownScope.errors()).contains("everything", "wall, moderate, broadcast");
            assertThat(withoutSecret.exitCode()).isEqualTo(78);
            assertThat(withoutSecret.errors()).contains("SECRET_KEY");
        }
    }

    @Test
    void an_unknown_command_is_met_with_the_usage() throws Exception {
        try (Jar refused = Jar.start(Map.of(), "serve")) {
            assertThat(refused.exitCode()).isEqualTo(64);
            assertThat(refused.errors()).contains("usage: ./run", "./run token");
        }
    }

    private Jar start() throws Exception {
        return Jar.start(Map.of("DATA_DIR", data.toString()));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> result = new HashMap<>(settings);
        result.put(name, value);
        return result;
    }

    private static void program(Jar postwall, String key, String text) throws Exception {
        assertThat(postwall.post(postwall.address("Wall") + "api/v1/messages", body(text), "Idempotency-Key", key)
                        .statusCode())
                .isEqualTo(200);
    }

    private static void postUntilKilled(Jar postwall, int writer, List<String> acknowledged) {
        String address = postwall.address("Wall") + "api/v1/messages";
        try {
            for (int i = 0; i < 10_000; i++) {
                String text = "writer " + writer + " post " + i;
                if (postwall.post(address, body(text)).statusCode() == 200) {
                    acknowledged.add(text);
                }
            }
        } catch (Exception e) {
            // The server is dead: what this writer sent last was never acknowledged.
        }
    }

    private static List<String> texts(Jar postwall) throws Exception {
        String all = postwall.get(postwall.address("Wall") + "api/v1/messages").body();
        JsonArray messages = new JsonObject(all).getJsonArray("messages");
        return messages.stream()
                .map(message -> ((JsonObject) message).getString("message"))
                .toList();
    }

    private static String body(String text) {
        return new JsonObject()
                .put("user", new JsonObject().put("userId", "42").put("first_name", "Program"))
                .put("message", new JsonObject().put("message", text))
                .encode();
    }
}
