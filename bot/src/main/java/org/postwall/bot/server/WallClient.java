package org.postwall.bot.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postwall.bot.wall.NewPost;
import org.postwall.bot.wall.Post;
import org.postwall.bot.wall.Slice;
import org.postwall.bot.wall.Wall;
import org.postwall.bot.wall.WallAway;
import org.postwall.bot.wall.WallRefused;
import org.postwall.telegram.time.AlarmClock;

/**
 * The wall behind the server's REST API. Every call is tried up to three times; posting is safe to repeat since a post
 * carries an {@code Idempotency-Key}.
 */
public final class WallClient implements Wall {
    private final ServerCalls calls;

    /**
     * @param address where the server is, perhaps with a path
     * @param token what posts are signed with; absent where the server lets anyone post
     * @param limit how long one try waits for an answer
     */
    public WallClient(Vertx vertx, URI address, Optional<ServerToken> token, Duration limit, AlarmClock clock) {
        this(new ServerCalls(vertx, address, token, limit, clock));
    }

    private WallClient(ServerCalls calls) {
        this.calls = calls;
    }

    @Override
    public Wall named(String name) {
        return new WallClient(calls.named(name));
    }

    @Override
    public Future<Long> add(NewPost post) {
        Buffer body = WallJson.write(post).toBuffer();
        return attempt(
                () -> calls.request(HttpMethod.POST, "/message")
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
        return attempt(() -> calls.request(HttpMethod.GET, "/messages/" + id).send(), WallJson::post)
                .map(Optional::of)
                .recover(failure -> failure instanceof Missing
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** Ends well if the server says that it can do its work; asked once, and not for long. */
    public Future<Void> ready() {
        return calls.ready()
                .recover(failure -> Future.failedFuture(
                        failure instanceof NoUsableAnswer ? new WallAway(failure.getMessage()) : failure));
    }

    /** Closes the connections. */
    public void close() {
        calls.close();
    }

    private Future<Slice> list(String query) {
        return attempt(() -> calls.request(HttpMethod.GET, "/messages" + query).send(), WallJson::slice);
    }

    private <T> Future<T> attempt(Supplier<Future<HttpResponse<Buffer>>> send, Function<JsonObject, T> reader) {
        return calls.attempt(send, answer -> ServerAnswer.read(answer, reader))
                .recover(failure -> Future.failedFuture(translated(failure)));
    }

    private static Throwable translated(Throwable failure) {
        if (failure instanceof NoUsableAnswer) {
            return new WallAway(failure.getMessage());
        }
        return failure instanceof Refusal ? new WallRefused(failure.getMessage()) : failure;
    }
}
