package org.postwall.server.pages;

import static org.postwall.server.http.Endpoint.get;
import static org.postwall.server.http.Endpoint.post;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.postwall.server.RunningServer;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.Cors;
import org.postwall.server.http.TestSite;
import org.postwall.server.security.Access;
import org.postwall.server.security.Guards;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;

/** The admin page before an outbox that says what a test wants, and that writes down the orders it gets. */
final class CannedOutbox implements AutoCloseable {
    static final String CSV = "chat_id,state,attempts,message_id,reason\n1,sent,1,10,\n";

    private final Vertx vertx = Vertx.vertx();
    private final WallPage wall = new WallPage(Access.OPEN, Optional.empty());
    private final AdminPage admin = new AdminPage();
    private final Set<HttpServerResponse> readers = ConcurrentHashMap.newKeySet();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger secrets = new AtomicInteger();
    private final Access access;
    private final TestSite site;
    private volatile JsonObject outbox =
            new JsonObject().put("bots", new JsonArray()).put("sources", new JsonArray());
    private volatile Optional<ApiException> streamTrouble = Optional.empty();
    private volatile Optional<ApiException> readTrouble = Optional.empty();
    private volatile Optional<ApiException> orderTrouble = Optional.empty();
    private volatile Optional<JsonObject> afterOrder = Optional.empty();

    CannedOutbox(Access access) {
        this.access = access;
        site = new TestSite(
                new Cors(false),
                get("/admin", admin::page),
                get("/admin/:file", admin::file),
                get("/wall/:file", wall::file),
                get("/api/v1/outbox", guarded(this::read)),
                get("/api/v1/outbox/stream", guarded(this::stream)),
                get("/api/v1/broadcast/messages/:id/deliveries", guarded(this::deliveries)),
                post("/api/v1/broadcast/messages/:id/:order", guarded(this::order)));
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + site.port() + "/admin");
    }

    String token(String... scopes) {
        return tokens().issue("7", List.of(scopes), Duration.ofHours(1));
    }

    /** From now on no token that was issued before is taken. */
    void changeSecret() {
        secrets.incrementAndGet();
    }

    List<String> orders() {
        return List.copyOf(orders);
    }

    /** How often the outbox was asked for without a stream. */
    int reads() {
        return reads.get();
    }

    int streams() {
        return readers.size();
    }

    void show(JsonObject now) {
        outbox = now;
        readers.forEach(reader -> reader.write(event()));
    }

    /** Says it the next time somebody asks. */
    void prepare(JsonObject next) {
        outbox = next;
    }

    /** What an order answers, instead of a refusal. */
    void answerOrdersWith(JsonObject message) {
        afterOrder = Optional.of(message);
        orderTrouble = Optional.empty();
    }

    void refuseOrders(ApiException refusal) {
        orderTrouble = Optional.of(refusal);
    }

    /** Ends all streams and allows no new ones. */
    void breakStreams() {
        streamTrouble = Optional.of(ApiException.unavailable("No stream now.", Duration.ofSeconds(1)));
        cut();
    }

    void refuseReads() {
        readTrouble = Optional.of(ApiException.unavailable("Nothing now.", Duration.ofSeconds(1)));
    }

    void heal() {
        readTrouble = Optional.empty();
        streamTrouble = Optional.empty();
    }

    /** Ends all streams. */
    void cut() {
        readers.forEach(HttpServerResponse::reset);
    }

    private Handler<RoutingContext> guarded(Handler<RoutingContext> handler) {
        return context -> new Guards(access, true, Optional.of(tokens()))
                .writer("broadcast")
                .before(handler)
                .handle(context);
    }

    private Tokens tokens() {
        Secret secret = new Secret("secret %d of thirty-two bytes or more".formatted(secrets.get()));
        return new Tokens(vertx, secret, Clock.systemUTC());
    }

    private void read(RoutingContext context) {
        reads.incrementAndGet();
        readTrouble.ifPresent(refusal -> {
            throw refusal;
        });
        context.json(outbox);
    }

    private void stream(RoutingContext context) {
        streamTrouble.ifPresent(refusal -> {
            throw refusal;
        });
        HttpServerResponse reader = context.response();
        reader.setChunked(true).putHeader("Content-Type", "text/event-stream");
        reader.closeHandler(gone -> readers.remove(reader));
        reader.exceptionHandler(broken -> readers.remove(reader));
        readers.add(reader);
        reader.write(": hello\n\n" + event());
    }

    private String event() {
        return "event: outbox\ndata: " + outbox.encode() + "\n\n";
    }

    private void order(RoutingContext context) {
        orders.add(context.pathParam("id") + " " + context.pathParam("order"));
        orderTrouble.ifPresent(refusal -> {
            throw refusal;
        });
        afterOrder.ifPresentOrElse(context::json, () -> context.response().reset());
    }

    private void deliveries(RoutingContext context) {
        if (!"text/csv".equals(context.request().getHeader("Accept"))) {
            throw ApiException.status(406, "Only CSV here.");
        }
        context.response().putHeader("Content-Type", "text/csv").end(CSV);
    }

    @Override
    public void close() {
        site.close();
        RunningServer.await(vertx.close());
    }
}
