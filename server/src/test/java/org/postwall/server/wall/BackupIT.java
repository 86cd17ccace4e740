package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.server.App;
import org.postwall.server.RunningServer;

/** {@code docker/backup} and {@code docker/restore} on a MongoDB with accounts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupIT {
    private static final int POSTS = 40;
    private static final String HARD =
            "line\nbreak, \"quotes\", back\\slash, \u2028, nul \u0000, $gt, %s, \uD83D\uDE00 ";

    /** What a script said, on both outputs, and how it ended. */
    private record Ended(int code, String words) {}

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Fleet fleet = new Fleet();
    private RealStores stores;
    private App app;

    @BeforeEach
    void open() throws Exception {
        stores = new RealStores();
        start();
        for (int i = 1; i <= POSTS; i++) {
            assertThat(post(i)).isEqualTo(i);
        }
    }

    @AfterEach
    void close() throws IOException {
        stop();
        fleet.close();
        stores.close();
    }

    @Test
    void a_restored_wall_is_what_it_was_under_a_new_identity() throws Exception {
        String before = page().body();
        String tag = page().headers().firstValue("ETag").orElseThrow();
        Path file = folder.resolve("a wall.json.gz");
        assertThat(backup(file)).isEqualTo(new Ended(0, ""));
        assertThat(post(POSTS + 1)).isEqualTo(POSTS + 1);

        assertThat(restore("--replace", file.toString())).satisfies(refused("a server is connected"));
        stop();
        assertThat(restore(file.toString())).satisfies(refused("holds a wall already"));
        start();
        assertThat(new JsonObject(page().body()).getLong("total_count")).isEqualTo(POSTS + 1);
        stop();

        assertThat(restore("--replace", file.toString()).code()).isZero();
        start();
        assertThat(page().body()).isEqualTo(before);
        assertThat(page().headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        assertThat(post(7)).as("the number of a key from before").isEqualTo(7);
        assertThat(post(POSTS + 2)).as("a new number").isGreaterThan(POSTS);
    }

    @Test
    void what_is_no_whole_backup_changes_nothing() throws Exception {
        String before = page().body();
        Path file = folder.resolve("wall.json.gz");
        assertThat(backup(file).code()).isZero();
        assertThat(backup(file).words()).contains("exists already");
        stop();
        List<String> lines = lines(file);
        List<String> changed = new ArrayList<>(lines);
        changed.set(5, lines.get(5).replace("Ann", "Eve"));
        List<String> cut = lines.subList(0, POSTS / 2);
        List<String> longer = new ArrayList<>(lines);
        longer.add(lines.get(5));
        for (List<String> bad : List.of(changed, cut, longer, List.<String>of())) {
            Path other = write(bad);
            assertThat(restore("--replace", other.toString())).satisfies(refused("not a whole backup"));
        }
        // As if it had been whole when it was looked at first.
        assertThat(restorePart(write(changed))).satisfies(refused("not whole"));
        assertThat(restorePart(write(cut))).satisfies(refused("not whole"));
        byte[] whole = Files.readAllBytes(file);
        Path torn = folder.resolve("torn.json.gz");
        Files.write(torn, java.util.Arrays.copyOf(whole, whole.length - 20));
        assertThat(restore("--replace", torn.toString())).satisfies(refused("not a whole backup"));
        start();
        assertThat(page().body()).isEqualTo(before);
    }

    private static java.util.function.Consumer<Ended> refused(String why) {
        return ended -> {
            assertThat(ended.code()).as(ended.words()).isEqualTo(1);
            assertThat(ended.words()).contains(why);
        };
    }

    private Ended backup(Path file) throws Exception {
        Ended ended = script("../docker/backup", file.toString());
        return ended.code() == 0 && ended.words().contains(POSTS + " posts") ? new Ended(0, "") : ended;
    }

    private Ended restore(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("../docker/restore"));
        command.addAll(List.of(arguments));
        return script(command.toArray(String[]::new));
    }

    private Ended restorePart(Path file) throws Exception {
        return script(
                "bash",
                "-c",
                "gzip -dc \"$1\" | docker exec -i -e HOME=/tmp -e REPLACE=yes -e MONGO_DB_NAME $CONTAINER"
                        + " mongosh --nodb --norc --quiet --eval \"$(cat ../docker/mongo/restore.js)\"",
                "-",
                file.toString());
    }

    private Ended script(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CONTAINER", stores.mongoContainer());
        builder.environment().put("MONGO_DB_NAME", "one");
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), words);
    }

    private static List<String> lines(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1))
                    .subList(0, POSTS + 2);
        }
    }

    private Path write(List<String> lines) throws IOException {
        Path file = Files.createTempFile(folder, "bad", ".json.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private void start() {
        app = RunningServer.await(App.start(fleet.vertx, Fleet.settings(stores.mongo("one"), Optional.empty())));
    }

    private void stop() {
        if (app != null) {
            RunningServer.await(app.stop());
            app = null;
        }
    }

    private long post(int text) throws Exception {
        String body = RunningServer.body(HARD + text).encode();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(messages())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "key " + text)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getLong("id");
    }

    private HttpResponse<String> page() throws Exception {
        return client.send(HttpRequest.newBuilder(messages()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI messages() {
        return URI.create("http://127.0.0.1:" + app.port() + "/api/v1/messages");
    }
}
