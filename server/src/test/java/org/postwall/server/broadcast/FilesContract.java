package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.postwall.server.broadcast.BroadcastServer.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.server.http.BodyStream;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.RawClient;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Site;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;

/** What two servers make of files, over HTTP, whatever MongoDB stands behind them. */
abstract class FilesContract {
    private static final int MANY_CHUNKS = 3 * Files.CHUNK + 1;

    final Vertx vertx = Vertx.vertx();
    MongoStore mongo;
    private WebClient client;
    private Files files;
    private final List<HttpServer> servers = new ArrayList<>();

    /** An empty database. */
    abstract MongoSettings settings();

    @BeforeEach
    void start() {
        mongo = MongoStore.open(vertx, settings());
        client = WebClient.create(vertx);
        for (int i = 0; i < 2; i++) {
            files = new Files(new MongoFileStore(mongo));
            FileRoutes routes =
                    new FileRoutes(files, new BodyStream(Files.LARGEST, Files.CHUNK, Duration.ofSeconds(10)));
            RouteTable table = new RouteTable(List.of(Endpoint.post("/files", routes::post)));
            servers.add(await(new Site(vertx, table, new Cors(false)).listen("127.0.0.1", 0)));
        }
    }

    @AfterEach
    void stop() {
        await(mongo.close());
        await(vertx.close());
    }

    @Test
    void the_largest_file_is_known_by_its_content_and_comes_back_whole() throws Exception {
        Buffer content = random(Files.LARGEST);
        HttpResponse<Buffer> answer = post("/files?name=a%20photo.jpg", content);
        String id =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes()));
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject().put("id", id).put("size", 20_971_520));
        StoredFile found = await(files.find(id)).orElseThrow();
        assertThat(found.name()).isEqualTo("a photo.jpg");
        assertThat(await(files.content(found))).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Files.CHUNK - 1, Files.CHUNK, Files.CHUNK + 1, 2 * Files.CHUNK})
    void files_of_any_size_come_back(int size) {
        Buffer content = random(size);
        assertThat(await(files.content(stored(post("/files", content))))).isEqualTo(content);
    }

    @Test
    void a_file_of_equal_chunks_comes_back() {
        Buffer content = Buffer.buffer(new byte[MANY_CHUNKS]);
        assertThat(await(files.content(stored(post("/files", content))))).isEqualTo(content);
        assertThat(count("broadcast_chunks")).isEqualTo(2);
    }

    @Test
    void the_same_content_is_one_file_under_its_first_name() {
        Buffer content = random(MANY_CHUNKS);
        StoredFile first = stored(post("/files?name=first", content));
        StoredFile second = stored(post("/files?name=second", content));
        assertThat(second).isEqualTo(first);
        assertThat(second.name()).isEqualTo("first");
        assertThat(count("broadcast_files")).isEqualTo(1);
        assertThat(count("broadcast_chunks")).isEqualTo(4);
    }

    @Test
    void the_same_content_is_one_file_also_when_many_bring_it_to_both_servers_at_once() {
        Buffer content = random(MANY_CHUNKS);
        List<Future<HttpResponse<Buffer>>> posts = new ArrayList<>();
        for (int i = 0; i < 2 * Files.AT_ONCE; i++) {
            posts.add(posting(servers.get(i % 2), "/files?name=" + i, content));
        }
        List<StoredFile> all = posts.stream().map(each -> stored(await(each))).toList();
        assertThat(all.stream().distinct()).hasSize(1);
        assertThat(count("broadcast_files")).isEqualTo(1);
        assertThat(count("broadcast_chunks")).isEqualTo(4);
        assertThat(await(files.content(all.get(0)))).isEqualTo(content);
    }

    @Test
    void what_broke_off_is_no_file_and_can_be_brought_again() throws IOException {
        Buffer content = random(MANY_CHUNKS);
        try (RawClient broken = begin(content.length())) {
            broken.send(content.getBytes(0, 2 * Files.CHUNK + 100));
            await().until(() -> count("broadcast_chunks") == 2);
        }
        assertThat(await(files.content(stored(post("/files", content))))).isEqualTo(content);
        assertThat(count("broadcast_files")).isEqualTo(1);
        assertThat(count("broadcast_chunks")).isEqualTo(4);
    }

    @Test
    void a_file_that_lost_a_chunk_is_not_given_out() {
        StoredFile file = stored(post("/files", random(MANY_CHUNKS)));
        await(mongo.client()
                .removeDocument(
                        "broadcast_chunks",
                        new JsonObject().put("_id", file.chunks().get(1))));
        assertThatThrownBy(() -> await(files.content(file))).hasMessageContaining("is missing");
    }

    @Test
    void a_byte_too_many_is_refused_and_nothing_too() {
        assertThat(post("/files", random(Files.LARGEST + 1)).statusCode()).isEqualTo(413);
        HttpResponse<Buffer> empty = post("/files", Buffer.buffer());
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.bodyAsString()).contains("\"body\"");
        assertThat(count("broadcast_files")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "%E3%80%80", "a%0D%0Ab", "a%00", "a%7F"})
    void a_name_must_be_one(String name) {
        HttpResponse<Buffer> answer = post("/files?name=" + name, Buffer.buffer("x"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("\"name\"");
    }

    @Test
    void a_name_has_at_most_255_characters_and_may_be_missing() {
        assertThat(post("/files?name=" + "a".repeat(256), Buffer.buffer("x")).statusCode())
                .isEqualTo(422);
        String longest = "a".repeat(255);
        assertThat(stored(post("/files?name=" + longest, Buffer.buffer("x"))).name())
                .isEqualTo(longest);
        assertThat(stored(post("/files", Buffer.buffer("y"))).name()).isEqualTo("file");
    }

    @Test
    void too_many_at_once_are_asked_to_come_again() throws IOException {
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < Files.AT_ONCE; i++) {
            slow.add(begin(2));
        }
        await().until(() -> post("/files", Buffer.buffer("x")).statusCode() == 503);
        assertThat(post("/files", Buffer.buffer("x")).getHeader("Retry-After")).isEqualTo("2");
        slow.get(0).send("ab");
        assertThat(slow.get(0).answer().status()).isEqualTo(200);
        assertThat(post("/files", Buffer.buffer("x")).statusCode()).isEqualTo(200);
        for (RawClient each : slow) {
            each.close();
        }
        await().until(() ->
                Stream.generate(() -> posting(servers.get(0), "/files", Buffer.buffer("z")))
                        .limit(Files.AT_ONCE)
                        .toList()
                        .stream()
                        .allMatch(each -> await(each).statusCode() == 200));
    }

    @Test
    void the_id_at_telegram_is_remembered_per_bot_and_kind() {
        FileIds ids = new MongoFileIds(mongo);
        assertThat(await(ids.of(1, "photo", "f"))).isEmpty();
        await(ids.remember(1, "photo", "f", "old"));
        await(ids.remember(1, "photo", "f", "new"));
        assertThat(await(ids.of(1, "photo", "f"))).contains("new");
        assertThat(await(ids.of(2, "photo", "f"))).isEmpty();
        assertThat(await(ids.of(1, "document", "f"))).isEmpty();
        assertThat(await(ids.of(1, "photo", "g"))).isEmpty();
        await(ids.forget(1, "photo", "f", "old"));
        assertThat(await(ids.of(1, "photo", "f"))).contains("new");
        await(ids.forget(1, "photo", "f", "new"));
        assertThat(await(ids.of(1, "photo", "f"))).isEmpty();
        await(ids.forget(1, "photo", "f", "new"));
    }

    /** An upload that has begun. */
    private RawClient begin(int length) throws IOException {
        RawClient raw = new RawClient(servers.get(0).actualPort());
        raw.send("POST /files HTTP/1.1\r\nHost: wall\r\nContent-Type: video/mp4\r\nContent-Length: " + length
                + "\r\n\r\n");
        return raw;
    }

    HttpResponse<Buffer> post(String path, Buffer content) {
        return await(posting(servers.get(0), path, content));
    }

    private Future<HttpResponse<Buffer>> posting(HttpServer server, String path, Buffer content) {
        return client.post(server.actualPort(), "127.0.0.1", path).sendBuffer(content);
    }

    private StoredFile stored(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return await(files.find(answer.bodyAsJsonObject().getString("id"))).orElseThrow();
    }

    private long count(String collection) {
        return await(mongo.client().count(collection, new JsonObject()));
    }

    private static Buffer random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }
}
