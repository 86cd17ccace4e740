package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postwall.server.wall.BackupScripts.done;
import static org.postwall.server.wall.BackupScripts.lines;
import static org.postwall.server.wall.BackupScripts.refused;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.server.App;
import org.postwall.server.RunningServer;
import org.postwall.server.Settings;
import org.postwall.server.TelegramSettings;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.broadcast.RegistrationToken;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoStore;
import org.postwall.server.wall.HeldTelegram.Copy;
import org.postwall.telegram.flood.FloodLimits;

/** Followers, masters and messages after MongoDB was lost, and a backup restored: on a real MongoDB, by the real scripts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseBackupIT {
    private static final String API = "/api/v1/broadcast";
    private static final String MASTER = "%064x".formatted(42);
    private static final List<Long> FOLLOWERS = List.of(1L, 2L, 3L, 4L, 5L, 6L);
    /** In the middle of catching up when the backup is made. */
    private static final long LATE = 8;
    /** Left before the backup. */
    private static final long GONE = 7;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Fleet fleet = new Fleet();
    private RealStores stores;
    private BackupScripts scripts;
    private HeldTelegram telegram;
    private App app;

    @BeforeEach
    void open() throws Exception {
        stores = new RealStores();
        scripts = new BackupScripts(stores);
        telegram = new HeldTelegram(fleet.vertx);
        start();
        ok("PUT", "/servant", new JsonObject().put("token", "4242:AAEsecretsecretsecretsecret"));
        ok("POST", "/masters/register", new JsonObject().put("person", MASTER).put("token", "master-word"));
        for (long chat : FOLLOWERS) {
            ok("POST", "/users", new JsonObject().put("chat_id", chat));
        }
    }

    @AfterEach
    void close() {
        stop();
        telegram.close();
        fleet.close();
        stores.close();
    }

    @Test
    void after_a_loss_everybody_is_back_and_what_was_under_way_waits_for_a_word() throws Exception {
        ok("POST", "/users", new JsonObject().put("chat_id", GONE));
        ok("PATCH", "/users/" + GONE, new JsonObject().put("following", false));
        byte[] content = new byte[300 * 1024];
        new Random(7).nextBytes(content);
        upload(content);
        long first = say("first", "at_least_once");
        await().atMost(Duration.ofMinutes(1)).until(() -> message(first).getBoolean("finished"));
        telegram.hold(4, "half");
        telegram.hold(5, "once");
        telegram.hold(6, "paused");
        long half = say("half", "at_least_once");
        long once = say("once", "at_most_once");
        long paused = say("paused", "at_least_once");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> telegram.came()
                        .containsAll(List.of(new Copy(4, "half"), new Copy(5, "once"), new Copy(6, "paused"))));
        await().atMost(Duration.ofMinutes(1)).until(() -> sent(half) >= 5 && sent(once) >= 4 && sent(paused) >= 3);
        ok("POST", "/messages/" + paused + "/pause", new JsonObject());
        comesBack(LATE, first);
        Map<String, Set<String>> before = dump();

        Path file = folder.resolve("house.json.gz");
        assertThat(scripts.backup(file)).satisfies(done("8 broadcast_users", "2 broadcast_chunks"));
        telegram.release();
        stop();
        loseEverything();
        assertThat(scripts.restore(file.toString()))
                .satisfies(done("Paused", "broadcast:" + half, "broadcast:" + once, "broadcast:" + paused));

        assertThat(dump()).containsAllEntriesOf(before);
        Set<Copy> noted = noted();
        assertThat(noted).hasSizeGreaterThanOrEqualTo(6 + 5 + 4 + 3);
        telegram.news();
        start();
        // The token of the sending bot came back too, and its new owner has looked at what the old one left.
        await().atMost(Duration.ofMinutes(1)).until(() -> count(once, "unknown") == 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> telegram.came().contains(new Copy(LATE, "first")));
        for (long message : List.of(half, once, paused)) {
            assertThat(message(message).getString("status")).isEqualTo("paused");
            assertThat(message(message).getBoolean("finished")).isFalse();
        }
        assertThat(telegram.came()).containsExactly(new Copy(LATE, "first"));

        for (long message : List.of(half, once, paused)) {
            ok("POST", "/messages/" + message + "/resume", new JsonObject());
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Stream.of(half, once, paused)
                        .allMatch(message -> message(message).getBoolean("finished")));
        List<Copy> rest = new ArrayList<>(List.of(new Copy(LATE, "first")));
        for (String text : List.of("half", "once", "paused")) {
            Stream.concat(FOLLOWERS.stream(), Stream.of(LATE))
                    .map(chat -> new Copy(chat, text))
                    .filter(copy -> !noted.contains(copy))
                    .filter(copy -> !copy.equals(new Copy(5, "once")))
                    .forEach(rest::add);
        }
        assertThat(telegram.news()).containsExactlyInAnyOrderElementsOf(rest);

        assertThat(ok("POST", "/masters/check", new JsonObject().put("person", MASTER))
                        .getBoolean("master"))
                .isTrue();
        assertThat(say("half", "at_least_once"))
                .as("the number of a key from before")
                .isEqualTo(half);
        long next = say("after all", "at_least_once");
        assertThat(next).as("a number that no message had meanwhile").isGreaterThan(paused + 1000);
        await().atMost(Duration.ofMinutes(1)).until(() -> message(next).getBoolean("finished"));
        assertThat(telegram.news())
                .extracting(Copy::chat)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(FOLLOWERS.stream(), Stream.of(LATE)).toList());
    }

    @Test
    void a_message_nobody_took_over_yet_waits_too_and_a_broken_restore_is_done_again() throws Exception {
        long first = say("first", "at_least_once");
        await().atMost(Duration.ofMinutes(1)).until(() -> message(first).getBoolean("finished"));
        stop();
        JsonObject second = new JsonObject()
                .put("_id", first + 1)
                .put("text", "second")
                .put("once", false)
                .put("at", "2026-11-21T10:00:00.000Z");
        database(client -> client.insert("broadcast_messages", second));
        Path file = folder.resolve("house.json.gz");
        assertThat(scripts.backup(file)).satisfies(done("1 outbox_sources", "2 broadcast_messages"));
        List<String> cut = new ArrayList<>(lines(file));
        cut.remove(cut.size() - 2);
        Path bad = folder.resolve("cut.json.gz");
        BackupScripts.write(bad, cut);
        Map<String, Set<String>> before = dump();
        assertThat(scripts.restore("--replace", bad.toString())).satisfies(refused("not a whole backup"));
        assertThat(scripts.restoreUnseen(bad)).satisfies(refused("not whole"));
        assertThat(dump()).isEqualTo(before);
        drop("posts");
        drop("counters");
        assertThat(scripts.restore(file.toString())).satisfies(refused("holds broadcast_users, deliveries"));

        // As one leaves it that was broken off.
        database(client -> client.insert("restoring", new JsonObject().put("_id", 1)));
        drop("broadcast_users");
        assertThat(scripts.backup(folder.resolve("half.json.gz"))).satisfies(refused("half restored"));
        assertThat(scripts.restoreUnseen(Path.of("src/test/resources/wall-version-1.json.gz")))
                .satisfies(refused("finish that one first"));
        telegram.news();
        assertThat(scripts.restore(file.toString())).satisfies(done("Paused", "broadcast:" + (first + 1)));
        start();
        await().atMost(Duration.ofMinutes(1)).until(this::sends);
        assertThat(message(first + 1).getString("status")).isEqualTo("paused");
        ok("POST", "/messages/" + (first + 1) + "/resume", new JsonObject());
        await().atMost(Duration.ofMinutes(1)).until(() -> message(first + 1).getBoolean("finished"));
        assertThat(telegram.news())
                .containsExactlyInAnyOrderElementsOf(
                        FOLLOWERS.stream().map(chat -> new Copy(chat, "second")).toList());
    }

    /** Whether a new owner sends for the bot. */
    private boolean sends() {
        List<JsonObject> leases = find("outbox_leases", new JsonObject());
        return leases.size() == 1
                && !leases.get(0).getString("owner").isEmpty()
                && leases.get(0).getLong("beat") > 1;
    }

    /** As if this chat had been away, and somebody else was to give it what it missed. */
    private void comesBack(long chat, long until) {
        JsonObject follower = new JsonObject()
                .put("_id", chat)
                .put("v", 3L)
                .put("following", true)
                .put("unreachable", false)
                .put("since", "2026-11-21T10:00:00Z")
                .put("cursor", 0L)
                .put("asked", false)
                .put("until", until);
        database(client -> client.insert("broadcast_users", follower));
    }

    /** What a backup gives back as it was, without what changes when it is restored. */
    private Map<String, Set<String>> dump() {
        Map<String, Set<String>> all = new TreeMap<>();
        for (String name : List.of(
                "broadcast_users",
                "broadcast_messages",
                "broadcast_files",
                "broadcast_chunks",
                "broadcast_masters",
                "broadcast_bots")) {
            Set<String> documents = new HashSet<>();
            find(name, new JsonObject()).forEach(one -> documents.add(one.encode()));
            all.put(name, documents);
        }
        return all;
    }

    /** What chats have, as the database knows it. */
    private Set<Copy> noted() {
        Map<String, String> texts = new TreeMap<>();
        find("broadcast_messages", new JsonObject())
                .forEach(one -> texts.put("broadcast:" + one.getLong("_id"), one.getString("text")));
        Set<Copy> noted = new HashSet<>();
        find("deliveries", new JsonObject().put("state", "sent"))
                .forEach(one -> noted.add(new Copy(one.getLong("chat"), texts.get(one.getString("source")))));
        return noted;
    }

    private void loseEverything() {
        database(MongoClient::getCollections).forEach(this::drop);
    }

    /** By a client that is gone afterwards: a restore takes it for a server. */
    private <T> T database(Function<MongoClient, Future<T>> work) {
        MongoStore mongo = MongoStore.open(fleet.vertx, stores.mongo("one"));
        try {
            return RunningServer.await(work.apply(mongo.client()));
        } finally {
            RunningServer.await(mongo.close());
        }
    }

    private void drop(String collection) {
        database(client -> client.dropCollection(collection));
    }

    private List<JsonObject> find(String collection, JsonObject query) {
        return database(client -> client.find(collection, query));
    }

    private long say(String text, String guarantee) throws Exception {
        JsonObject body = new JsonObject().put("text", text).put("guarantee", guarantee);
        return send("POST", "/messages", body.toBuffer(), "Idempotency-Key", "key " + text)
                .getLong("id");
    }

    private long sent(long message) {
        return count(message, "sent");
    }

    private long count(long message, String state) {
        return message(message).getJsonObject("counts").getLong(state, 0L);
    }

    private JsonObject message(long id) {
        try {
            return send("GET", "/messages/" + id, Buffer.buffer(), "Accept", "application/json");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void upload(byte[] content) throws Exception {
        send("POST", "/files?name=noise.bin", Buffer.buffer(content), "Accept", "application/json");
    }

    private JsonObject ok(String method, String path, JsonObject body) throws Exception {
        return send(method, path, body.toBuffer(), "Accept", "application/json");
    }

    private JsonObject send(String method, String path, Buffer body, String... headers) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + API + path))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body.getBytes()))
                        .header(
                                "Content-Type",
                                path.startsWith("/files") ? "application/octet-stream" : "application/json")
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer.body().startsWith("{") ? new JsonObject(answer.body()) : new JsonObject();
    }

    private void start() {
        app = RunningServer.await(App.start(fleet.vertx, settings()));
    }

    private Settings settings() {
        return new Settings(
                "127.0.0.1",
                0,
                Access.OPEN,
                Optional.of(new Secret("a secret of thirty-two bytes or more")),
                stores.mongo("one"),
                Optional.empty(),
                Optional.empty(),
                RunningServer.SCRATCH,
                new TelegramSettings(telegram.address(), FloodLimits.TELEGRAM.withBotPerSecond(0)),
                new BroadcastTokens(Optional.of(new RegistrationToken("master-word")), Optional.empty()),
                Duration.ZERO);
    }

    private void stop() {
        if (app != null) {
            RunningServer.await(app.stop());
            app = null;
        }
    }
}
