package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.wall.BackupScripts.done;
import static org.postwall.server.wall.BackupScripts.lines;
import static org.postwall.server.wall.BackupScripts.refused;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Fleet fleet = new Fleet();
    private RealStores stores;
    private BackupScripts scripts;
    private App app;

    @BeforeEach
    void open() throws Exception {
        stores = new RealStores();
        scripts = new BackupScripts(stores);
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
        assertThat(scripts.backup(file)).satisfies(done(POSTS + " posts"));
        assertThat(post(POSTS + 1)).isEqualTo(POSTS + 1);

        assertThat(scripts.restore("--replace", file.toString())).satisfies(refused("a server is connected"));
        stop();
        assertThat(scripts.restore(file.toString())).satisfies(refused("holds posts already"));
        start();
        assertThat(new JsonObject(page().body()).getLong("total_count")).isEqualTo(POSTS + 1);
        stop();

        assertThat(scripts.restore("--replace", file.toString()))
                .satisfies(done(POSTS + " posts, up to number " + POSTS));
        start();
        assertThat(page().body()).isEqualTo(before);
        assertThat(page().headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        assertThat(post(7)).as("the number of a key from before").isEqualTo(7);
        assertThat(post(POSTS + 2)).as("a new number").isGreaterThan(POSTS);
    }

    @Test
    void a_backup_of_the_first_version_brings_the_wall_back_and_touches_nothing_else() throws Exception {
        Path file = Path.of("src/test/resources/wall-version-1.json.gz");
        List<String> lines = lines(file);
        assertThat(post(POSTS + 1)).isEqualTo(POSTS + 1);
        String follower = "{\"chat_id\":5}";
        assertThat(ask("POST", "/api/v1/broadcast/users", follower).statusCode())
                .isLessThan(300);
        stop();

        List<String> changed = new ArrayList<>(lines);
        changed.set(5, lines.get(5).replace("Ann", "Eve"));
        assertThat(scripts.restore("--replace", write(changed).toString())).satisfies(refused("not a whole backup"));
        assertThat(scripts.restoreUnseen(write(changed))).satisfies(refused("not whole"));
        assertThat(scripts.restore("--replace", file.toString()))
                .satisfies(done(POSTS + " posts, up to number " + POSTS));
        start();
        JsonObject page = new JsonObject(page().body());
        assertThat(page.getLong("total_count")).isEqualTo(POSTS);
        JsonObject newest = page.getJsonArray("messages").getJsonObject(0);
        assertThat(newest.getString("message")).isEqualTo(HARD + POSTS);
        assertThat(newest.getString("timestamp")).isEqualTo(new JsonObject(lines.get(POSTS)).getString("at"));
        assertThat(post(7)).as("the number of a key from before").isEqualTo(7);
        assertThat(ask("GET", "/api/v1/broadcast/users", "").body()).contains("\"chat_id\":5");
    }

    @Test
    void what_is_no_whole_backup_changes_nothing() throws Exception {
        String before = page().body();
        Path file = folder.resolve("wall.json.gz");
        assertThat(scripts.backup(file).code()).isZero();
        assertThat(scripts.backup(file).words()).contains("exists already");
        stop();
        List<String> lines = lines(file);
        List<String> changed = new ArrayList<>(lines);
        changed.set(5, lines.get(5).replace("Ann", "Eve"));
        List<String> cut = lines.subList(0, POSTS / 2);
        List<String> longer = new ArrayList<>(lines);
        longer.add(lines.get(5));
        for (List<String> bad : List.of(changed, cut, longer, List.<String>of())) {
            Path other = write(bad);
            assertThat(scripts.restore("--replace", other.toString())).satisfies(refused("not a whole backup"));
        }
        // As if it had been whole when it was looked at first.
        assertThat(scripts.restoreUnseen(write(changed))).satisfies(refused("not whole"));
        assertThat(scripts.restoreUnseen(write(cut))).satisfies(refused("not whole"));
        byte[] whole = Files.readAllBytes(file);
        Path torn = folder.resolve("torn.json.gz");
        Files.write(torn, java.util.Arrays.copyOf(whole, whole.length - 20));
        assertThat(scripts.restore("--replace", torn.toString())).satisfies(refused("not a whole backup"));
        start();
        assertThat(page().body()).isEqualTo(before);
    }

    private Path write(List<String> lines) throws IOException {
        Path file = Files.createTempFile(folder, "bad", ".json.gz");
        BackupScripts.write(file, lines);
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
                HttpRequest.newBuilder(at("/api/v1/messages"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "key " + text)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getLong("id");
    }

    private HttpResponse<String> page() throws Exception {
        return ask("GET", "/api/v1/messages", "");
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).header("Content-Type", "application/json");
        HttpRequest.BodyPublisher sent = HttpRequest.BodyPublishers.ofString(body);
        return client.send(request.method(method, sent).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + app.port() + path);
    }
}
