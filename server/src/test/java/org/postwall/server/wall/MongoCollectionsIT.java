package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.App;
import org.postwall.server.RunningServer;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;
import org.slf4j.LoggerFactory;

/** What servers make of an empty MongoDB, and what MongoDB then refuses. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MongoCollectionsIT {
    private static final int TIMES = 20;
    private static RealStores stores;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();
    private MongoStore mongo;

    @BeforeAll
    static void openStores() {
        stores = new RealStores();
    }

    @AfterAll
    static void closeStores() throws IOException {
        if (stores != null) {
            stores.close();
        }
    }

    @BeforeEach
    void empty() {
        mongo = MongoStore.open(vertx, stores.root("three"));
        drop();
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void close() {
        root().detachAppender(log);
        done(mongo.close());
        done(vertx.close());
    }

    @Test
    void four_servers_that_start_at_once_on_nothing_make_all_of_it_once() {
        for (int time = 0; time < TIMES; time++) {
            drop();
            List<Future<App>> starting = Stream.generate(
                            () -> App.start(vertx, Fleet.settings(stores.mongo("three"), Optional.empty())))
                    .limit(4)
                    .toList();
            done(Future.join(starting));
            for (Future<App> each : starting) {
                done(each.result().stop());
            }
            assertThat(count("counters", "wall")).as("time %d", time).isEqualTo(1);
            assertThat(options("posts").getJsonObject("validator")).isNotNull();
            assertThat(options("counters").getJsonObject("validator")).isNotNull();
            assertThat(done(mongo.client().listIndexes("posts")).stream()
                            .map(index -> ((JsonObject) index).getString("name")))
                    .containsExactlyInAnyOrder("_id_", "key", "gone");
        }
        assertThat(loud()).isEmpty();
    }

    @Test
    void what_the_wall_could_not_read_is_refused() {
        startAndStop(stores.mongo("three"));
        List<String> broken = List.of(
                "{'_id': 'seven', 'author': {'id': '7', 'first_name': 'Ann'}, 'text': 'x', 'at': 'now'}",
                "{'_id': 0, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': 'x', 'at': 'now'}",
                "{'_id': 1, 'author': 'Ann', 'text': 'x', 'at': 'now'}",
                "{'_id': 1, 'author': {'id': 7, 'first_name': 'Ann'}, 'text': 'x', 'at': 'now'}",
                "{'_id': 1, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': 7, 'at': 'now'}",
                "{'_id': 1, 'author': {'id': '7', 'first_name': 'Ann'}, 'at': 'now'}",
                "{'_id': 1, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': '', 'at': 'now'}",
                "{'_id': 1}",
                "{'_id': 1, 'gone': 2}",
                "{'_id': 1, 'gone': 1, 'text': 'x'}");
        broken.forEach(document -> assertThatThrownBy(() -> insert("posts", document))
                .as(document)
                .hasMessageContaining("failed validation"));
        assertThatThrownBy(() -> done(mongo.client()
                        .updateCollection(
                                "counters",
                                new JsonObject().put("_id", "wall"),
                                new JsonObject().put("$set", new JsonObject().put("n", "many")))))
                .hasMessageContaining("failed validation");
    }

    @Test
    void posts_and_voids_pass() {
        startAndStop(stores.mongo("three"));
        List<String> good = List.of(
                "{'_id': 1, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': '%s', 'at': 'now'}"
                        .formatted("\uD83D\uDE00".repeat(2048)),
                "{'_id': 2, 'gone': 2}",
                "{'_id': 3, 'gone': 3, 'key': 'k', 'hash': 'h'}");
        good.forEach(document ->
                assertThatCode(() -> insert("posts", document)).as(document).doesNotThrowAnyException());
    }

    @Test
    void a_wall_from_before_gets_its_rules_where_the_account_may_set_them() {
        insert("posts", "{'_id': 'of another age'}");
        startAndStop(stores.mongo("three"));
        assertThat(options("posts").getJsonObject("validator")).isNull();
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .anyMatch(line -> line.startsWith("MongoDB doesn't check documents of posts as this version would"));
        assertThat(loud()).isEmpty();
        startAndStop(stores.root("three"));
        assertThat(options("posts").getJsonObject("validator")).isNotNull();
        assertThat(options("posts").getString("validationLevel")).isEqualTo("moderate");
        assertThatThrownBy(() -> insert("posts", "{'_id': 'of this age'}")).hasMessageContaining("failed validation");
    }

    @Test
    void documents_broken_by_hand_where_nothing_checks_them_are_passed_over() throws Exception {
        insert("posts", "{'_id': 'of another age'}");
        App app = done(App.start(vertx, Fleet.settings(stores.mongo("three"), Optional.empty())));
        List<String> broken = List.of(
                "{'_id': 1, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': 'good', 'at': 'now'}",
                "{'_id': 2, 'author': 'Ann', 'text': 'x', 'at': 'now'}",
                "{'_id': 3, 'author': {'id': '7', 'first_name': 'Ann'}, 'text': 7, 'at': 'now'}",
                "{'_id': 4}");
        broken.forEach(document -> insert("posts", document));
        done(mongo.client()
                .updateCollection(
                        "counters",
                        new JsonObject().put("_id", "wall"),
                        new JsonObject().put("$set", new JsonObject().put("n", 4L))));
        URI page = URI.create("http://127.0.0.1:" + app.port() + "/api/v1/messages");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        done(app.stop());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonArray("messages")).hasSize(1);
    }

    private void startAndStop(MongoSettings settings) {
        done(done(App.start(vertx, Fleet.settings(settings, Optional.empty()))).stop());
    }

    private void insert(String collection, String document) {
        JsonObject json = new JsonObject(document.replace('\'', '"'));
        for (String number : List.of("_id", "gone")) {
            if (json.getValue(number) instanceof Integer) {
                json.put(number, json.getLong(number));
            }
        }
        done(mongo.client().insert(collection, json));
    }

    private long count(String collection, String id) {
        return done(mongo.client().count(collection, new JsonObject().put("_id", id)));
    }

    private JsonObject options(String collection) {
        JsonObject list =
                new JsonObject().put("listCollections", 1).put("filter", new JsonObject().put("name", collection));
        JsonObject answer = done(mongo.client().runCommand("listCollections", list));
        return answer.getJsonObject("cursor")
                .getJsonArray("firstBatch")
                .getJsonObject(0)
                .getJsonObject("options");
    }

    private void drop() {
        done(mongo.client().dropCollection("posts"));
        done(mongo.client().dropCollection("counters"));
    }

    /** What an operator would worry about. */
    private List<String> loud() {
        return new ArrayList<>(log.list)
                .stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                        .filter(line -> !line.contains("API_ACCESS"))
                        .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static <T> T done(Future<T> future) {
        return RunningServer.await(future);
    }
}
