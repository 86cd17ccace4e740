package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.server.App;
import org.postwall.server.RunningServer;
import org.postwall.server.Settings;
import org.postwall.server.TelegramSettings;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.broadcast.RegistrationToken;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.flood.FloodLimits;

/** A server that broadcasts, on the database {@code one} of a real MongoDB, and a client that asks both. */
final class House implements AutoCloseable {
    private static final String API = "/api/v1/broadcast";

    private final RealStores stores;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Fleet fleet = new Fleet();
    final HeldTelegram telegram = new HeldTelegram(fleet.vertx);
    private App app;

    /** Nothing runs before {@link #start}. */
    House(RealStores stores) {
        this.stores = stores;
    }

    /** Starts a server, another one after a {@link #stop}. */
    void start() {
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

    void stop() {
        if (app != null) {
            RunningServer.await(app.stop());
            app = null;
        }
    }

    void loseEverything() {
        database(MongoClient::getCollections).forEach(this::drop);
    }

    /** By a client that is gone afterwards: a restore takes it for a server. */
    <T> T database(Function<MongoClient, Future<T>> work) {
        MongoStore mongo = MongoStore.open(fleet.vertx, stores.mongo("one"));
        try {
            return RunningServer.await(work.apply(mongo.client()));
        } finally {
            RunningServer.await(mongo.close());
        }
    }

    void drop(String collection) {
        database(client -> client.dropCollection(collection));
    }

    List<JsonObject> find(String collection, JsonObject query) {
        return database(client -> client.find(collection, query));
    }

    /** The number of a message; one with the same text is the same. */
    long say(String text, String guarantee) throws Exception {
        JsonObject body = new JsonObject().put("text", text).put("guarantee", guarantee);
        return send("POST", "/messages", body.toBuffer(), "Idempotency-Key", "key " + text)
                .getLong("id");
    }

    void order(long message, String order) throws Exception {
        ok("POST", "/messages/" + message + "/" + order, new JsonObject());
    }

    boolean finished(long message) {
        return message(message).getBoolean("finished");
    }

    String status(long message) {
        return message(message).getString("status");
    }

    long count(long message, String state) {
        return message(message).getJsonObject("counts").getLong(state, 0L);
    }

    private JsonObject message(long id) {
        try {
            return send("GET", "/messages/" + id, Buffer.buffer(), "Accept", "application/json");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void upload(byte[] content) throws Exception {
        send("POST", "/files?name=noise.bin", Buffer.buffer(content), "Accept", "application/json");
    }

    /** What the API answers; fails where it says no. */
    JsonObject ok(String method, String path, JsonObject body) throws Exception {
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

    @Override
    public void close() {
        stop();
        telegram.close();
        fleet.close();
    }
}
