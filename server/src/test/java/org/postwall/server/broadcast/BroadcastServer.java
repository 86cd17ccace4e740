package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postwall.server.http.Cors;
import org.postwall.server.http.Endpoint;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.http.Site;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MemoryMongo;
import org.postwall.server.store.MongoStore;

/** The routes of broadcasting on a free port and an empty MongoDB in memory, without guards, with a clock moved by hand. */
final class BroadcastServer implements AutoCloseable {
    static final Optional<Secret> SECRET = Optional.of(new Secret("a secret of thirty-two bytes or more"));

    private static final BroadcastTokens WORDS = new BroadcastTokens(
            Optional.of(new RegistrationToken("master-word")), Optional.of(new RegistrationToken("follow-word")));

    final HandClock clock = new HandClock();
    final FakeDispatch dispatch = new FakeDispatch();
    private final Vertx vertx = Vertx.vertx();
    private final MemoryMongo mongo = new MemoryMongo();
    private final WebClient client = WebClient.create(vertx);
    private final MongoStore store;
    private final HttpServer server;

    BroadcastServer(Optional<Secret> secret) {
        this(secret, WORDS);
    }

    BroadcastServer(Optional<Secret> secret, BroadcastTokens tokens) {
        store = MongoStore.open(vertx, mongo.settings("wall"));
        Promise<HttpServer> started = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(go -> listen(new BroadcastParts(vertx, store, secret, tokens, dispatch, dispatch, clock))
                        .onComplete(started));
        server = await(started.future());
    }

    private Future<HttpServer> listen(BroadcastParts parts) {
        JsonBody body = new JsonBody(Duration.ofSeconds(10));
        RouteTable table = new RouteTable(List.of(
                Endpoint.post("/messages", body.before(parts.messages()::post)),
                Endpoint.get("/messages", parts.messages()::list),
                Endpoint.post("/messages/find", body.before(parts.messages()::find)),
                Endpoint.get("/messages/:id", parts.messages()::one),
                Endpoint.patch("/messages/:id", body.before(parts.messages()::edit)),
                Endpoint.get("/messages/:id/progress", parts.messages()::stream),
                Endpoint.get("/messages/:id/deliveries", parts.recipients()::list),
                order(parts, Order.PAUSE),
                order(parts, Order.RESUME),
                order(parts, Order.CANCEL),
                order(parts, Order.RECALL),
                order(parts, Order.RETRY),
                Endpoint.post("/files", parts.files()::post),
                Endpoint.put("/servant", body.before(parts.servants()::tell)),
                Endpoint.post("/masters/register", body.before(parts.people()::register)),
                Endpoint.post("/masters/check", body.before(parts.people()::check)),
                Endpoint.post("/followers/follow", body.before(parts.people()::follow)),
                Endpoint.post("/followers/here", body.before(parts.people()::here)),
                Endpoint.post("/followers/gone", body.before(parts.people()::gone)),
                Endpoint.post("/followers/unfollow", body.before(parts.people()::unfollow)),
                Endpoint.post("/followers/catch-up", body.before(parts.people()::catchUp)),
                Endpoint.post("/users", body.before(parts.users()::add)),
                Endpoint.get("/users", parts.users()::list),
                Endpoint.get("/users/:chat_id", parts.users()::one),
                Endpoint.patch("/users/:chat_id", body.before(parts.users()::change))));
        return new Site(vertx, table, new Cors(false)).listen("127.0.0.1", 0);
    }

    private static Endpoint order(BroadcastParts parts, Order order) {
        return Endpoint.post(
                "/messages/:id/" + order.text(), to -> parts.messages().order(to, order));
    }

    int port() {
        return server.actualPort();
    }

    HttpResponse<Buffer> get(String path) {
        return await(request(HttpMethod.GET, path).send());
    }

    /** A table for a spreadsheet. */
    Future<HttpResponse<Buffer>> csv(String path) {
        return request(HttpMethod.GET, path).putHeader("Accept", "text/csv").send();
    }

    /** A POST without a body. */
    HttpResponse<Buffer> post(String path) {
        return await(request(HttpMethod.POST, path).send());
    }

    HttpResponse<Buffer> put(String path, JsonObject body) {
        return await(request(HttpMethod.PUT, path).sendJsonObject(body));
    }

    /** The id of a file with this content. */
    String file(String content) {
        HttpResponse<Buffer> answer = await(request(HttpMethod.POST, "/files").sendBuffer(Buffer.buffer(content)));
        return answer.bodyAsJsonObject().getString("id");
    }

    HttpResponse<Buffer> post(String path, JsonObject body) {
        return await(posting(path, body, null));
    }

    HttpResponse<Buffer> post(String path, JsonObject body, String key) {
        return await(posting(path, body, key));
    }

    /** A POST under way. */
    Future<HttpResponse<Buffer>> posting(String path, JsonObject body, String key) {
        HttpRequest<Buffer> request = request(HttpMethod.POST, path);
        if (key != null) {
            request.putHeader("Idempotency-Key", key);
        }
        return request.sendJsonObject(body);
    }

    HttpResponse<Buffer> patch(String path, JsonObject body) {
        return await(request(HttpMethod.PATCH, path).sendJsonObject(body));
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, server.actualPort(), "127.0.0.1", path);
    }

    /** The pseudonym that a bot would make of somebody. */
    static String person(long id) {
        return "%064x".formatted(id);
    }

    MongoStore store() {
        return store;
    }

    /** Every document of every collection, as JSON. */
    String dump() {
        StringBuilder all = new StringBuilder();
        for (String collection : await(store.client().getCollections())) {
            await(store.client().find(collection, new JsonObject()))
                    .forEach(document -> all.append(collection)
                            .append(' ')
                            .append(document.encode())
                            .append('\n'));
        }
        return all.toString();
    }

    /** Takes the database away. */
    void loseStore() {
        mongo.close();
    }

    /** Waits, but not for ever. */
    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(server.close());
        await(store.close());
        await(vertx.close());
        mongo.close();
    }
}
