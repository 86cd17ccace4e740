package org.postwall.bot.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
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
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the server's REST API, each tried up to three times as long as there is no usable answer; so what they do
 * must be safe to repeat.
 */
final class ServerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCalls.class);
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
     * @param token what requests are signed with; absent where the server lets anyone do anything
     * @param limit how long one try waits for an answer
     */
    ServerCalls(Vertx vertx, URI address, Optional<ServerToken> token, Duration limit, AlarmClock clock) {
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

    private ServerCalls(ServerCalls same, String errand) {
        this.client = same.client;
        this.address = same.address;
        this.token = same.token;
        this.limit = same.limit;
        this.clock = same.clock;
        this.errand = Optional.of(errand);
    }

    /** The same calls on one errand, whose name they bear in {@code X-Request-Id}. */
    ServerCalls named(String name) {
        return new ServerCalls(this, name);
    }

    /** A request to a path below {@code /api/v1}. */
    HttpRequest<Buffer> request(HttpMethod method, String path) {
        HttpRequest<Buffer> request = client.requestAbs(method, address + API + path)
                .timeout(limit.toMillis())
                .putHeader(
                        "X-Request-Id", errand.orElseGet(() -> UUID.randomUUID().toString()));
        token.ifPresent(signed -> request.bearerTokenAuthentication(signed.current()));
        return request;
    }

    /** Sends, reads, and repeats both while that fails with {@link NoUsableAnswer}. */
    <T> Future<T> attempt(
            Supplier<Future<HttpResponse<Buffer>>> send, Function<HttpResponse<Buffer>, Future<T>> reader) {
        return attempt(send, reader, 1);
    }

    /** Ends well if the server says that it can do its work; asked once, and not for long. */
    Future<Void> ready() {
        return client.requestAbs(HttpMethod.GET, address + "/health/ready")
                .timeout(READY_LIMIT.toMillis())
                .send()
                .compose(answer -> answer.statusCode() == 200
                        ? Future.succeededFuture()
                        : Future.failedFuture(new NoUsableAnswer("HTTP status " + answer.statusCode())));
    }

    void close() {
        client.close();
    }

    private <T> Future<T> attempt(
            Supplier<Future<HttpResponse<Buffer>>> send, Function<HttpResponse<Buffer>, Future<T>> reader, int number) {
        return send.get()
                .transform(sent -> sent.succeeded()
                        ? reader.apply(sent.result())
                        : Future.failedFuture(
                                new NoUsableAnswer("no answer: " + sent.cause().getMessage())))
                .recover(failure -> {
                    if (!(failure instanceof NoUsableAnswer) || number == TRIES) {
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
}
