package org.postwall.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.broadcast.RegistrationToken;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;
import org.postwall.server.store.MemoryMongo;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.wall.ScratchSpace;
import org.postwall.telegram.flood.FloodLimits;

/** A whole server on a free port and an empty MongoDB in memory, with a client to ask it. */
public final class RunningServer implements AutoCloseable {
    /** Room on the disk that every test may take. */
    public static final ScratchSpace SCRATCH =
            new ScratchSpace(Path.of(System.getProperty("java.io.tmpdir")), 16 << 20);

    private static final Secret SECRET = new Secret("a secret of thirty-two bytes or more");

    /** Port 0, where nobody ever listens: a test that tells a bot's token asks nobody outside. */
    private static final TelegramSettings NO_TELEGRAM =
            new TelegramSettings(URI.create("http://127.0.0.1:0"), FloodLimits.TELEGRAM);

    private static final BroadcastTokens TOKENS = new BroadcastTokens(
            Optional.of(new RegistrationToken("master-word")), Optional.of(new RegistrationToken("follow-word")));

    private final MemoryMongo mongo = new MemoryMongo();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final Access access;
    private final Optional<URI> chatUrl;
    private App app;

    private RunningServer(Access access, Optional<URI> chatUrl, Duration drain) {
        this.access = access;
        this.chatUrl = chatUrl;
        app = await(App.start(vertx, settings(access, mongo.port(), 0, chatUrl, drain)));
    }

    public static RunningServer start(Access access) {
        return new RunningServer(access, Optional.empty(), Duration.ZERO);
    }

    public static RunningServer start(Access access, URI chatUrl) {
        return new RunningServer(access, Optional.of(chatUrl), Duration.ZERO);
    }

    /** One that goes on answering for a while after it was told to stop. */
    public static RunningServer draining(Duration drain) {
        return new RunningServer(Access.OPEN, Optional.empty(), drain);
    }

    static Settings settings(Access access, int mongoPort, int port, Optional<URI> chatUrl) {
        return settings(access, mongoPort, port, chatUrl, Duration.ZERO);
    }

    private static Settings settings(Access access, int mongoPort, int port, Optional<URI> chatUrl, Duration drain) {
        MongoSettings mongo =
                new MongoSettings(Optional.empty(), "127.0.0.1", mongoPort, "wall", Optional.empty(), Optional.empty());
        return new Settings(
                "127.0.0.1",
                port,
                access,
                Optional.of(SECRET),
                mongo,
                Optional.empty(),
                chatUrl,
                SCRATCH,
                NO_TELEGRAM,
                TOKENS,
                drain);
    }

    public App app() {
        return app;
    }

    /** Stops the server, lets the world see that, and starts another one on the same port and store. */
    public void restart(Runnable meanwhile) {
        int port = port();
        await(app.stop());
        meanwhile.run();
        app = await(App.start(vertx, settings(access, mongo.port(), port, chatUrl)));
    }

    /** Takes the database away. */
    public void loseStore() {
        mongo.close();
    }

    int mongoPort() {
        return mongo.port();
    }

    public Vertx vertx() {
        return vertx;
    }

    public int port() {
        return app.port();
    }

    /** A token that this server takes. */
    public String token(String subject, String... scopes) {
        return new Tokens(vertx, SECRET, Clock.systemUTC()).issue(subject, List.of(scopes), Duration.ofHours(1));
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> post(String text, String... headers) throws IOException, InterruptedException {
        return send("POST", "/api/v1/messages", body(text).encode(), headers);
    }

    /** Any request; a body is sent as JSON. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static JsonObject body(String text) {
        return new JsonObject()
                .put(
                        "user",
                        new JsonObject()
                                .put("userId", "7")
                                .put("first_name", "Ann")
                                .put("last_name", "Lee"))
                .put("message", new JsonObject().put("message", text));
    }

    /** Waits, but not for ever; a failure comes as the cause of an unchecked exception. */
    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(app.stop());
        await(vertx.close());
        mongo.close();
    }
}
