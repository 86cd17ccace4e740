package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.RawClient;
import org.postwall.server.store.MemoryMongo;

/** The server as a process of its own: exit codes and last words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MainTest {
    private static final Pattern LISTENING = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MemoryMongo mongo = new MemoryMongo();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "MONGO_DB_HOST", "127.0.0.1",
            "MONGO_PORT", String.valueOf(mongo.port()),
            "SERVER_PORT", "0",
            "API_ACCESS", "open"));
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Process process;
    private Thread reader;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        mongo.close();
    }

    @Test
    void wrong_settings_end_the_start_with_78_and_all_of_them() throws Exception {
        environment.put("SERVER_PORT", "many");
        environment.put("API_ACCESS", "token");
        environment.remove("MONGO_DB_HOST");
        start();
        assertThat(exitCode()).isEqualTo(78);
        assertThat(said())
                .contains("SERVER_PORT", "SECRET_KEY", "MONGO_DB_HOST")
                .doesNotContain("Exception");
    }

    @Test
    void a_taken_port_is_named_with_its_setting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("SERVER_PORT", String.valueOf(taken.getLocalPort()));
            start();
            assertThat(exitCode()).isEqualTo(1);
            assertThat(said()).contains("Port " + taken.getLocalPort() + " is in use", "SERVER_PORT");
        }
    }

    @Test
    void a_signal_stops_it_cleanly_even_while_somebody_follows_the_wall() throws Exception {
        start();
        int port = port();
        try (RawClient client = new RawClient(port)) {
            client.send("GET /api/v1/messages/stream HTTP/1.1\r\nHost: wall\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(0, 143);
            assertThat(new String(client.rest(), StandardCharsets.UTF_8)).endsWith("0\r\n\r\n");
        }
        assertThat(said()).doesNotContain("not clean", "Exception");
    }

    @Test
    void it_warns_of_a_secret_that_everybody_knows_and_does_not_repeat_it() throws Exception {
        environment.put("SECRET_KEY", "only-for-a-try-0123456789abcdef0123456789abcdef");
        start();
        await().atMost(LIMIT).until(() -> said().contains("Postwall is ready."));
        assertThat(said())
                .contains("SECRET_KEY is the published one", "./run secrets")
                .doesNotContain("only-for-a-try");
    }

    @Test
    void a_stop_takes_as_long_as_it_drains_and_is_clean() throws Exception {
        environment.put("DRAIN_SECONDS", "4");
        start();
        int port = port();
        long began = System.nanoTime();
        process.toHandle().destroy(); // the other way would close its output, too
        await().atMost(LIMIT).until(() -> said().contains("stopping in 4 s"));
        assertThat(RawClient.once(port, "GET /health/ready HTTP/1.1\r\nHost: wall\r\n\r\n")
                        .status())
                .isEqualTo(503);
        assertThat(exitCode()).isIn(0, 143);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
        assertThat(said()).doesNotContain("not clean", "Exception");
    }

    @Test
    void it_says_that_it_is_ready() throws Exception {
        start();
        await().atMost(LIMIT).until(() -> said().contains("Postwall is ready."));
        assertThat(said()).doesNotContain("published");
    }

    @Test
    void it_prints_a_token_that_the_server_takes() throws Exception {
        environment.put("SECRET_KEY", "a secret of thirty-two bytes or more");
        environment.put("API_ACCESS", "token");
        start("token", "wall", "--days=2");
        assertThat(exitCode()).isZero();
        String token = said();
        assertThat(token).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        lines.clear();
        start();
        String post = RunningServer.body("hello").encode();
        String request = "POST /api/v1/message HTTP/1.1\r\nHost: wall\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + post.length() + "\r\n";
        assertThat(RawClient.once(port(), request + "\r\n" + post).status()).isEqualTo(401);
        assertThat(RawClient.once(port(), request + "Authorization: Bearer " + token + "\r\n\r\n" + post)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_word_that_means_nothing_is_met_with_the_usage() throws Exception {
        start("serve");
        assertThat(exitCode()).isEqualTo(64);
        assertThat(said()).contains("usage:", "token SCOPE");
    }

    @Test
    void a_token_without_a_secret_or_a_scope_is_refused() throws Exception {
        start("token", "wall");
        assertThat(exitCode()).isEqualTo(78);
        assertThat(said()).contains("SECRET_KEY");
        lines.clear();
        start("token");
        assertThat(exitCode()).isEqualTo(64);
        assertThat(said()).contains("wall, moderate, broadcast");
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(MONGO|REDIS|SERVER|API|SECRET|LOG)_.*"));
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true).start();
        reader = new Thread(() -> {
            try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
                in.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add(e.toString());
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    private int port() {
        await().atMost(LIMIT).until(() -> LISTENING.matcher(said()).find());
        Matcher found = LISTENING.matcher(said());
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reader.join(LIMIT.toMillis());
        return process.exitValue();
    }

    private String said() {
        return String.join("\n", lines);
    }
}
