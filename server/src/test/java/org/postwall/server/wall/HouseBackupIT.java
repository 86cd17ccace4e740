package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postwall.server.wall.BackupScripts.done;
import static org.postwall.server.wall.BackupScripts.lines;
import static org.postwall.server.wall.BackupScripts.refused;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.server.wall.HeldTelegram.Copy;

/** Followers, masters and messages after MongoDB was lost, and a backup restored: on a real MongoDB, by the real scripts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseBackupIT {
    private static final String MASTER = "%064x".formatted(42);
    private static final List<Long> FOLLOWERS = List.of(1L, 2L, 3L, 4L, 5L, 6L);
    /** In the middle of catching up when the backup is made. */
    private static final long LATE = 8;
    /** Left before the backup. */
    private static final long GONE = 7;

    @TempDir
    private Path folder;

    private static RealStores stores;

    private House house;
    private BackupScripts scripts;

    @BeforeAll
    static void openStores() {
        stores = new RealStores();
    }

    @AfterAll
    static void closeStores() {
        if (stores != null) {
            stores.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        house = new House(stores);
        scripts = new BackupScripts(stores);
        house.loseEverything();
        house.start();
        house.ok("PUT", "/servant", new JsonObject().put("token", "4242:AAEsecretsecretsecretsecret"));
        house.ok(
                "POST",
                "/masters/register",
                new JsonObject().put("person", MASTER).put("token", "master-word"));
        for (long chat : FOLLOWERS) {
            house.ok("POST", "/users", new JsonObject().put("chat_id", chat));
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void after_a_loss_everybody_is_back_and_what_was_under_way_waits_for_a_word() throws Exception {
        house.ok("POST", "/users", new JsonObject().put("chat_id", GONE));
        house.ok("PATCH", "/users/" + GONE, new JsonObject().put("following", false));
        byte[] content = new byte[300 * 1024];
        new Random(7).nextBytes(content);
        house.upload(content);
        long first = house.say("first", "at_least_once");
        eventually(() -> house.finished(first));
        house.telegram.hold(4, "half");
        house.telegram.hold(5, "once");
        house.telegram.hold(6, "paused");
        long half = house.say("half", "at_least_once");
        long once = house.say("once", "at_most_once");
        long paused = house.say("paused", "at_least_once");
        eventually(() -> house.telegram
                .came()
                .containsAll(List.of(new Copy(4, "half"), new Copy(5, "once"), new Copy(6, "paused"))));
        eventually(() ->
                house.count(half, "sent") >= 5 && house.count(once, "sent") >= 4 && house.count(paused, "sent") >= 3);
        house.order(paused, "pause");
        comesBack(LATE, first);
        Map<String, Set<String>> before = dump();

        Path file = folder.resolve("house.json.gz");
        assertThat(scripts.backup(file)).satisfies(done("8 broadcast_users", "2 broadcast_chunks"));
        house.telegram.release();
        house.stop();
        house.loseEverything();
        assertThat(scripts.restore(file.toString()))
                .satisfies(done("they have: 1 followers", "Paused", source(half), source(once), source(paused)));

        assertThat(dump()).containsAllEntriesOf(before);
        assertThat(shapes()).as("MongoDB checks them as before").containsExactlyInAnyOrder("counters", "posts");
        Set<Copy> noted = noted();
        assertThat(noted).hasSizeGreaterThanOrEqualTo(6 + 5 + 4 + 3);
        house.telegram.news();
        house.start();
        // The token of the sending bot came back too, and its new owner has looked at what the old one left.
        eventually(() -> house.count(once, "unknown") == 1);
        eventually(() -> house.telegram.came().contains(new Copy(LATE, "first")));
        for (long message : List.of(half, once, paused)) {
            assertThat(house.status(message)).isEqualTo("paused");
            assertThat(house.finished(message)).isFalse();
        }
        assertThat(house.telegram.came()).containsExactly(new Copy(LATE, "first"));

        for (long message : List.of(half, once, paused)) {
            house.order(message, "resume");
        }
        eventually(() -> Stream.of(half, once, paused).allMatch(message -> house.finished(message)));
        List<Copy> rest = new ArrayList<>(List.of(new Copy(LATE, "first")));
        for (String text : List.of("half", "once", "paused")) {
            Stream.concat(FOLLOWERS.stream(), Stream.of(LATE))
                    .map(chat -> new Copy(chat, text))
                    .filter(copy -> !noted.contains(copy))
                    .filter(copy -> !copy.equals(new Copy(5, "once")))
                    .forEach(rest::add);
        }
        assertThat(house.telegram.news()).containsExactlyInAnyOrderElementsOf(rest);

        assertThat(house.ok("POST", "/masters/check", new JsonObject().put("person", MASTER))
                        .getBoolean("master"))
                .isTrue();
        assertThat(house.say("half", "at_least_once"))
                .as("the number of a key from before")
                .isEqualTo(half);
        long next = house.say("after all", "at_least_once");
        assertThat(next).as("a number that no message had meanwhile").isGreaterThan(paused + 1000);
        eventually(() -> house.finished(next));
        assertThat(house.telegram.news())
                .extracting(Copy::chat)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(FOLLOWERS.stream(), Stream.of(LATE)).toList());
    }

    @Test
    void what_changes_while_a_backup_is_made_is_neither_lost_nor_sent_by_itself() throws Exception {
        long read = house.say("read", "at_least_once");
        long opened = house.say("opened", "at_least_once");
        eventually(() -> house.finished(read) && house.finished(opened));
        house.stop();
        // Its last row comes when deliveries were read already, and then it is done.
        set(
                "outbox_sources",
                source(read),
                new JsonObject().put("finished", false).put("cursor", 5L).put("whole", false));
        house.database(client -> client.removeDocument("deliveries", new JsonObject().put("_id", source(read) + "/6")));
        String end = "all('outbox_sources').updateOne({ _id: '" + source(read)
                + "' }, { \\$set: { finished: true, whole: true, cursor: Long(6) } })";
        // Opened again between the looks at sources and deliveries.
        set("deliveries", source(opened) + "/6", new JsonObject().put("state", "queued"));
        // Not taken over by a server.
        long alone = opened + 1;
        house.database(client -> client.insert("broadcast_messages", message(alone, "alone")));
        // Accepted after the highest number was read.
        JsonObject late = new JsonObject().put("_id", source(99)).put("order", 99L);
        house.database(client -> client.insert("outbox_sources", late));
        JsonObject row = late.copy().put("_id", source(99) + "/1").put("source", source(99));
        house.database(client -> client.insert("deliveries", row));

        Path file = folder.resolve("house.json.gz");
        assertThat(scripts.backupWhile(file, "section(\"outbox_sources\"", end))
                .satisfies(done("11 deliveries", "2 outbox_sources", "3 broadcast_messages"));
        assertThat(house.find(
                        "outbox_sources",
                        new JsonObject().put("_id", source(read)).put("finished", true)))
                .as("the end that came meanwhile")
                .hasSize(1);
        house.telegram.news();
        house.loseEverything();
        assertThat(scripts.restore(file.toString()))
                .satisfies(done("Paused", source(read), source(opened), source(alone)));
        house.start();
        eventually(this::sends);
        assertThat(house.telegram.news()).isEmpty();
        for (long message : List.of(read, opened, alone)) {
            assertThat(house.status(message)).isEqualTo("paused");
            house.order(message, "resume");
        }
        eventually(() -> house.finished(read) && house.finished(opened) && house.finished(alone));
        List<Copy> rest = new ArrayList<>(List.of(new Copy(6, "read"), new Copy(6, "opened")));
        FOLLOWERS.forEach(chat -> rest.add(new Copy(chat, "alone")));
        assertThat(house.telegram.news()).containsExactlyInAnyOrderElementsOf(rest);
    }

    @Test
    void a_restore_that_broke_off_sends_nothing_and_is_done_again() throws Exception {
        house.telegram.hold(3, "first");
        long first = house.say("first", "at_least_once");
        eventually(() -> house.count(first, "sent") >= 5);
        Path file = folder.resolve("house.json.gz");
        assertThat(scripts.backup(file)).satisfies(done("6 deliveries"));
        house.stop();
        house.telegram.release();
        List<String> cut = new ArrayList<>(lines(file));
        cut.remove(cut.size() - 2);
        Path bad = folder.resolve("cut.json.gz");
        BackupScripts.write(bad, cut);
        Map<String, Set<String>> before = dump();
        assertThat(scripts.restore("--replace", bad.toString())).satisfies(refused("not a whole backup"));
        assertThat(scripts.restoreUnseen(bad)).satisfies(refused("not whole"));
        assertThat(dump()).isEqualTo(before);
        assertThat(scripts.restore(file.toString())).satisfies(refused("holds broadcast_users, deliveries"));

        assertThat(scripts.restoreUntil("KEPT.filter", file).code()).isEqualTo(3);
        house.telegram.news();
        house.start();
        eventually(this::sends);
        house.stop();
        assertThat(house.telegram.news()).isEmpty();
        assertThat(scripts.backup(folder.resolve("half.json.gz"))).satisfies(refused("half restored"));
        assertThat(scripts.restoreUnseen(Path.of("src/test/resources/wall-version-1.json.gz")))
                .satisfies(refused("finish that one first"));
        assertThat(scripts.restore(file.toString())).satisfies(done("Paused", source(first)));
        assertThat(dump()).isEqualTo(before);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).until(condition);
    }

    private static String source(long message) {
        return "broadcast:" + message;
    }

    private void set(String collection, String id, JsonObject values) {
        JsonObject change = new JsonObject().put("$set", values);
        house.database(client -> client.updateCollection(collection, new JsonObject().put("_id", id), change));
    }

    private static JsonObject message(long number, String text) {
        return new JsonObject()
                .put("_id", number)
                .put("text", text)
                .put("once", false)
                .put("at", "2026-11-21T10:00:00.000Z");
    }

    /** Whether a new owner sends for the bot. */
    private boolean sends() {
        List<JsonObject> leases = house.find("outbox_leases", new JsonObject());
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
        house.database(client -> client.insert("broadcast_users", follower));
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
            house.find(name, new JsonObject()).forEach(one -> documents.add(one.encode()));
            all.put(name, documents);
        }
        return all;
    }

    /** The collections whose documents MongoDB checks. */
    private List<String> shapes() {
        JsonObject command = new JsonObject().put("listCollections", 1);
        JsonObject answer = house.database(client -> client.runCommand("listCollections", command));
        return answer.getJsonObject("cursor").getJsonArray("firstBatch").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getJsonObject("options").containsKey("validator"))
                .map(one -> one.getString("name"))
                .toList();
    }

    /** What chats have, as the database knows it. */
    private Set<Copy> noted() {
        Map<String, String> texts = new TreeMap<>();
        house.find("broadcast_messages", new JsonObject())
                .forEach(one -> texts.put("broadcast:" + one.getLong("_id"), one.getString("text")));
        Set<Copy> noted = new HashSet<>();
        house.find("deliveries", new JsonObject().put("state", "sent"))
                .forEach(one -> noted.add(new Copy(one.getLong("chat"), texts.get(one.getString("source")))));
        return noted;
    }
}
