package org.postwall.bot.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.wall.NewPost;
import org.postwall.bot.wall.Post;
import org.postwall.bot.wall.Slice;
import org.postwall.bot.wall.Wall;
import org.postwall.bot.wall.WallAway;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wall behind the server's REST API. Every call is tried up to three times; posting is safe to repeat since a post
 * carries an {@code Idempotency-Key}.
 */
public final class WallClient implements Wall {
    private static final Logger LOG = LoggerFactory.getLogger(WallClient.class);
    private static final int TRIES = 3;
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(300), Duration.ofSeconds(1));

    private static final Duration READY_LIMIT = Duration.ofMillis(950);
    private static final String API = "/api/v1";

    private final WebClient client;
    private final String address;
    private final Optional<ServerToken> token;
    private final Duration limit;
    private final AlarmClock clock;
    private final Optional<String> errand;

    /**
     * @param address where the server is, perhaps with a path
     * @param token what posts are signed with; absent where the server lets anyone post
     * @param limit how long one try waits for an answer
     */
    public WallClient(Vertx vertx, URI address, Optional<ServerToken> token, Duration limit, AlarmClock clock) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(3000)
                        .setKeepAliveTimeout(20)
                        .setFollowRedirects(false)
                        .setUserAgent("Postwall-bot"));
        this.address = address.toString().replaceAll("/+$", "");
        this.token = token;
        this.limit = limit;
        this.clock = clock;
        this.errand = Optional.empty();
    }

    private WallClient(WallClient same, String errand) {
        this.client = same.client;
        this.address = same.address;
        this.token = same.token;
        this.limit = same.limit;
        this.clock = same.clock;
        this.errand = Optional.of(errand);
    }

    @Override
    public Wall named(String name) {
        return new WallClient(this, name);
    }

    @Override
    public Future<Long> add(NewPost post) {
        Buffer body = WallJson.write(post).toBuffer();
        return attempt(
                () -> request(HttpMethod.POST, "/message")
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Idempotency-Key", post.key())
                        .sendBuffer(body),
                answer -> answer.getLong("id"));
    }

    @Override
    public Future<Slice> newest(int count) {
        return list("?start=0&range=" + count);
    }

    @Override
    public Future<Slice> before(long id, int count) {
        return list("?before=" + id + "&range=" + count);
    }

    @Override
    public Future<Optional<Post>> find(long id) {
        return attempt(() -> request(HttpMethod.GET, "/messages/" + id).send(), WallJson::post)
                .map(Optional::of)
                .recover(failure -> failure instanceof Missing
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** Ends well if the server says that it can do its work; asked once, and not for long. */
    public Future<Void> ready() {
        return client.requestAbs(HttpMethod.GET, address + "/health/ready")
                .timeout(READY_LIMIT.toMillis())
                .send()
                .compose(answer -> answer.statusCode() == 200
                        ? Future.succeededFuture()
                        : Future.failedFuture(new WallAway("HTTP status " + answer.statusCode())));
    }

    /** Closes the connections. */
    public void close() {
        client.close();
    }

    private Future<Slice> list(String query) {
        return attempt(() -> request(HttpMethod.GET, "/messages" + query).send(), WallJson::slice);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        HttpRequest<Buffer> request = client.requestAbs(method, address + API + path)
                .timeout(limit.toMillis())
                .putHeader(
                        "X-Request-Id", errand.orElseGet(() -> UUID.randomUUID().toString()));
        token.ifPresent(signed -> request.bearerTokenAuthentication(signed.current()));
        return request;
    }

    private <T> Future<T> attempt(Supplier<Future<HttpResponse<Buffer>>> send, Function<JsonObject, T> reader) {
        return attempt(send, reader, 1);
    }

    private <T> Future<T> attempt(
            Supplier<Future<HttpResponse<Buffer>>> send, Function<JsonObject, T> reader, int number) {
        return send.get()
                .transform(sent -> sent.succeeded()
                        ? WallAnswer.read(sent.result(), reader)
                        : Future.failedFuture(
                                new WallAway("no answer: " + sent.cause().getMessage())))
                .recover(failure -> {
                    if (!(failure instanceof WallAway) || number == TRIES) {
                        return Future.failedFuture(failure);
                    }
                    LOG.atDebug()
                            .addKeyValue(BotContext.LOGGED, errand.orElse(""))
                            .log("try {} failed: {}", number, failure.getMessage());
                    return pause(PAUSES.get(number - 1)).compose(again -> attempt(send, reader, number + 1));
                });
    }

    private Future<Void> pause(Duration time) {
        Promise<Void> rung = Promise.promise();
        clock.ring(time, rung::complete);
        return rung.future();
    }

    /** There is no such post. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super("no such post", null, false, false);
        }
    }

    /** The server refuses our token: nothing that trying again would change, and no fault of the person's. */
    static final class Locked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Locked(int status) {
            super(
                    "the server refuses this bot's token (%d): SECRET_KEY must be the same for both".formatted(status),
                    null,
                    false,
                    false);
        }
    }
}
