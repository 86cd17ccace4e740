package org.postwall.bot.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postwall.bot.broadcast.BroadcastAway;
import org.postwall.bot.broadcast.BroadcastRefused;
import org.postwall.bot.broadcast.Broadcasts;
import org.postwall.bot.broadcast.CatchUp;
import org.postwall.bot.broadcast.Entry;
import org.postwall.bot.broadcast.Followers;
import org.postwall.bot.broadcast.Masters;
import org.postwall.bot.broadcast.NewMessage;
import org.postwall.bot.broadcast.Order;
import org.postwall.bot.broadcast.Outbox;
import org.postwall.bot.broadcast.Presence;
import org.postwall.bot.broadcast.Progress;
import org.postwall.bot.broadcast.Shown;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.time.AlarmClock;

/**
 * Broadcasting behind the server's REST API. Every call is tried up to three times. Persons stand in bodies, never in
 * paths, which are logged.
 */
public final class BroadcastClient implements Masters, Broadcasts, Followers, Outbox {
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    /** For the largest file over a slow network. */
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(2);

    private static final String MESSAGES = "/broadcast/messages";

    private final ServerCalls calls;

    /**
     * @param address where the server is, perhaps with a path
     * @param token what requests are signed with, its scope being broadcast; absent where the server lets anyone in
     * @param limit how long one try waits for an answer
     */
    public BroadcastClient(Vertx vertx, URI address, Optional<ServerToken> token, Duration limit, AlarmClock clock) {
        this(new ServerCalls(vertx, address, token, limit, clock));
    }

    private BroadcastClient(ServerCalls calls) {
        this.calls = calls;
    }

    @Override
    public BroadcastClient named(String errand) {
        return new BroadcastClient(calls.named(errand));
    }

    @Override
    public Future<Boolean> isMaster(String person) {
        return post("/broadcast/masters/check", BroadcastJson.person(person), BroadcastJson::isMaster);
    }

    @Override
    public Future<Entry> register(Shown token) {
        return enter("/broadcast/masters/register", BroadcastJson.shown(token), done -> new Entry.In(0, false));
    }

    @Override
    public Future<Long> send(NewMessage message) {
        Buffer body = BroadcastJson.write(message).toBuffer();
        return attempt(
                () -> json(MESSAGES).putHeader("Idempotency-Key", message.key()).sendBuffer(body),
                answer -> ServerAnswer.read(answer, BroadcastJson::id));
    }

    @Override
    public Future<String> upload(String name, Buffer content) {
        return attempt(
                () -> calls.request(HttpMethod.POST, "/broadcast/files")
                        .addQueryParam("name", name)
                        .timeout(UPLOAD_LIMIT.toMillis())
                        .putHeader("Content-Type", "application/octet-stream")
                        .sendBuffer(content),
                answer -> ServerAnswer.read(answer, json -> Objects.requireNonNull(json.getString("id"))));
    }

    @Override
    public Future<Optional<Long>> find(String key) {
        return ifThere(post(MESSAGES + "/find", new JsonObject().put("key", key), BroadcastJson::id));
    }

    @Override
    public Future<Boolean> edit(long id, NewMessage message) {
        Buffer body = BroadcastJson.text(message).toBuffer();
        return ifPossible(() -> json(HttpMethod.PATCH, MESSAGES + "/" + id).sendBuffer(body));
    }

    @Override
    public Future<Optional<Progress>> progress(long id) {
        return ifThere(attempt(
                () -> calls.request(HttpMethod.GET, MESSAGES + "/" + id).send(),
                answer -> ServerAnswer.read(answer, BroadcastJson::progress)));
    }

    @Override
    public Future<Boolean> order(long id, Order order) {
        String path = MESSAGES + "/" + id + "/" + order.word();
        return ifPossible(() -> calls.request(HttpMethod.POST, path).send());
    }

    @Override
    public Future<Entry> follow(long chat, Optional<Shown> token) {
        JsonObject body =
                BroadcastJson.chat(chat).mergeIn(token.map(BroadcastJson::shown).orElseGet(JsonObject::new));
        return enter("/broadcast/followers/follow", body, BroadcastJson::missed);
    }

    @Override
    public Future<Void> unfollow(long chat) {
        return done("/broadcast/followers/unfollow", BroadcastJson.chat(chat));
    }

    @Override
    public Future<Void> catchUp(long chat, CatchUp choice) {
        return done("/broadcast/followers/catch-up", BroadcastJson.chat(chat).put("choice", choice.word()));
    }

    @Override
    public Future<Presence> here(long chat) {
        return post("/broadcast/followers/here", BroadcastJson.chat(chat), BroadcastJson::presence);
    }

    @Override
    public Future<Void> gone(long chat) {
        return done("/broadcast/followers/gone", BroadcastJson.chat(chat));
    }

    @Override
    public Future<Void> sendAs(BotToken token) {
        Buffer body = new JsonObject().put("token", token.value()).toBuffer();
        return attempt(() -> json(HttpMethod.PUT, "/broadcast/servant").sendBuffer(body), BroadcastClient::readDone);
    }

    /** Closes the connections. */
    public void close() {
        calls.close();
    }

    private Future<Entry> enter(String path, JsonObject body, Function<JsonObject, Entry> reader) {
        return attempt(() -> json(path).sendBuffer(body.toBuffer()), answer -> switch (answer.statusCode()) {
            case NO_CONTENT -> Future.succeededFuture(reader.apply(new JsonObject()));
            case FORBIDDEN -> Future.succeededFuture(new Entry.WrongToken());
            case TOO_MANY_REQUESTS -> Future.succeededFuture(new Entry.Locked(retryAfter(answer)));
            default -> ServerAnswer.read(answer, reader);
        });
    }

    private <T> Future<T> post(String path, JsonObject body, Function<JsonObject, T> reader) {
        return attempt(() -> json(path).sendBuffer(body.toBuffer()), answer -> ServerAnswer.read(answer, reader));
    }

    private Future<Void> done(String path, JsonObject body) {
        return attempt(() -> json(path).sendBuffer(body.toBuffer()), BroadcastClient::readDone);
    }

    private Future<Boolean> ifPossible(Supplier<Future<HttpResponse<Buffer>>> send) {
        return ifThere(attempt(
                        send,
                        answer -> answer.statusCode() == CONFLICT
                                ? Future.succeededFuture(false)
                                : readDone(answer).map(true)))
                .map(done -> done.orElse(false));
    }

    private static <T> Future<Optional<T>> ifThere(Future<T> answer) {
        return answer.map(Optional::of)
                .recover(failure -> failure instanceof Missing
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    private static Future<Void> readDone(HttpResponse<Buffer> answer) {
        return answer.statusCode() == NO_CONTENT
                ? Future.succeededFuture()
                : ServerAnswer.read(answer, something -> null);
    }

    private HttpRequest<Buffer> json(String path) {
        return json(HttpMethod.POST, path);
    }

    private HttpRequest<Buffer> json(HttpMethod method, String path) {
        return calls.request(method, path).putHeader("Content-Type", "application/json");
    }

    private <T> Future<T> attempt(
            Supplier<Future<HttpResponse<Buffer>>> send, Function<HttpResponse<Buffer>, Future<T>> reader) {
        return calls.attempt(send, reader).recover(failure -> Future.failedFuture(translated(failure)));
    }

    /** {@code Retry-After} in seconds (RFC 9110, 10.2.3); a minute where there is none that can be read. */
    private static Duration retryAfter(HttpResponse<Buffer> answer) {
        String text = answer.getHeader("Retry-After");
        boolean seconds = text != null && text.matches("\\d{1,9}");
        return seconds ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ofMinutes(1);
    }

    private static Throwable translated(Throwable failure) {
        if (failure instanceof NoUsableAnswer) {
            return new BroadcastAway(failure.getMessage());
        }
        return failure instanceof Refusal ? new BroadcastRefused(failure.getMessage()) : failure;
    }
}
