package org.postwall.telegram;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.postwall.telegram.flood.Sender;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.objects.File;

/**
 * The caller of the Bot API for one bot: JSON, or multipart where files travel along, over one connection pool. It
 * calls once and never waits or repeats; that is the flood gate's and the caller's business.
 *
 * <p>The address may have a path in front ({@code https://proxy/telegram}); requests go to {@code
 * <address>/bot<token>/<method>}.
 */
public final class BotApi implements Telegram, Sender {
    /** Telegram's own address. */
    public static final URI TELEGRAM = URI.create("https://api.telegram.org");

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Vertx vertx;
    private final WebClient client;
    private final String address;
    private final BotToken token;

    public BotApi(Vertx vertx, URI address, BotToken token) {
        this(vertx, client(vertx), address.toString().replaceAll("/+$", ""), token);
    }

    private BotApi(Vertx vertx, WebClient client, String address, BotToken token) {
        this.vertx = vertx;
        this.client = client;
        this.address = address;
        this.token = token;
    }

    /** The same bot over connections of its own, so that a long poll never waits for a message or the reverse. */
    public BotApi onOwnConnections() {
        return new BotApi(vertx, client(vertx), address, token);
    }

    public BotToken token() {
        return token;
    }

    @Override
    public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
        return prepare(method).compose(this::send);
    }

    @Override
    public <T extends Serializable> Future<Call<T>> prepare(PartialBotApiMethod<T> method) {
        try {
            return Call.of(method).load(vertx);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public <T> Future<T> send(Call<T> call) {
        return send(call, call.uploads().isEmpty() ? ANSWER_LIMIT : UPLOAD_LIMIT);
    }

    /** Sends a prepared call once, with its own limit for the answer. */
    public <T> Future<T> send(Call<T> call, Duration limit) {
        HttpRequest<Buffer> request =
                client.requestAbs(HttpMethod.POST, url("/bot", call.method())).timeout(limit.toMillis());
        Future<HttpResponse<Buffer>> answer = call.uploads().isEmpty()
                ? request.putHeader("Content-Type", "application/json").sendBuffer(call.json())
                : request.sendMultipartForm(call.form());
        return answer.recover(failure -> Future.failedFuture(noAnswer(call.method(), failure)))
                .compose(response -> Answer.read(call, response));
    }

    /**
     * Downloads a file that getFile prepared. Telegram hands out files of up to 20 MB.
     *
     * @param most the most bytes that are wanted; a larger file fails as {@link Refused#tooBig}
     */
    public Future<Buffer> download(File file, long most) {
        Bounded content = new Bounded(file.getFileSize() == null ? 0 : file.getFileSize(), most);
        return client.requestAbs(HttpMethod.GET, url("/file/bot", file.getFilePath()))
                .timeout(UPLOAD_LIMIT.toMillis())
                .as(BodyCodec.pipe(content))
                .send()
                .recover(failure -> Future.failedFuture(noAnswer("file", failure)))
                .compose(response -> response.statusCode() == OK
                        ? content.content().map(Future::succeededFuture).orElseGet(BotApi::tooBig)
                        : Future.failedFuture(NoAnswer.notSent("file", "HTTP status " + response.statusCode())));
    }

    private static Future<Buffer> tooBig() {
        return Future.failedFuture(new Refused("file", 400, "Bad Request: file is too big", 0));
    }

    /** Closes the connections at once; what was on its way ends as {@link NoAnswer}. */
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "bot " + token.id();
    }

    private String url(String root, String rest) {
        return address + root + token.value() + "/" + rest;
    }

    private static NoAnswer noAnswer(String method, Throwable failure) {
        // The cause stays behind: its text and the request in it hold the token.
        String why = failure.getClass().getSimpleName() + " " + failure.getMessage();
        boolean neverLeft = failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLException;
        return neverLeft ? NoAnswer.notSent(method, why) : NoAnswer.lost(method, why);
    }

    private static WebClient client(Vertx vertx) {
        WebClientOptions options = new WebClientOptions()
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                .setKeepAliveTimeout(20)
                .setFollowRedirects(false)
                .setUserAgent("Postwall");
        return WebClient.create(vertx, options, new PoolOptions().setHttp1MaxSize(64));
    }
}
