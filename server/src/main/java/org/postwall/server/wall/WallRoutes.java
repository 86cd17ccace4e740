package org.postwall.server.wall;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.mapstruct.factory.Mappers;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.JsonBody;
import org.postwall.server.security.Caller;
import org.postwall.server.security.IdempotencyKey;

/** The HTTP edge of the wall: reads requests, asks {@link Wall}, writes answers. */
public final class WallRoutes {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    /** Pages may be kept, but must be asked for again each time: a stale one would hide new posts. */
    private static final CharSequence ASK_AGAIN = HttpHeaders.createOptimized("no-cache");

    private static final CharSequence EVENTS = HttpHeaders.createOptimized("text/event-stream");
    private static final CharSequence ACCEL_BUFFERING = HttpHeaders.createOptimized("x-accel-buffering");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,100}");
    private static final Duration LONGEST_POST = Duration.ofSeconds(13);

    private final Wall wall;
    private final Clock clock;
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);

    public WallRoutes(Wall wall, Clock clock) {
        this.wall = wall;
        this.clock = clock;
    }

    /** {@code POST /api/v1/messages}: behind {@link JsonBody}. */
    public void post(RoutingContext request) {
        Future<Long> stored = wall.post(draft(request));
        Promise<Long> inTime = Promise.promise();
        // Future.timeout would use a thread of its own for this, since posts are stored by whoever comes first.
        long late = request.vertx().setTimer(LONGEST_POST.toMillis(), timer -> inTime.tryFail(tooLate()));
        stored.onComplete(done -> {
            request.vertx().cancelTimer(late);
            if (done.succeeded()) {
                inTime.tryComplete(done.result());
            } else {
                inTime.tryFail(done.cause());
            }
        });
        inTime.future()
                .onSuccess(number -> json(request, Buffer.buffer("{\"id\":" + number + "}")))
                .onFailure(request::fail);
    }

    private static ApiException tooLate() {
        return ApiException.unavailable("The wall can't store posts now.", Duration.ofSeconds(1));
    }

    /** {@code GET /api/v1/messages}: most of all requests, so it allocates little more than their answers. */
    public void page(HttpServerRequest request, Handler<Throwable> failed) {
        String target = request.uri();
        wall.now().onComplete(look -> {
            Page ready = look.succeeded() ? wall.ready(look.result(), target) : null;
            if (ready != null) {
                send(request, ready);
            } else if (look.succeeded()) {
                render(request, target, failed);
            } else {
                failed.handle(Wall.refusal(look.cause()));
            }
        });
    }

    private void render(HttpServerRequest request, String target, Handler<Throwable> failed) {
        try {
            wall.page(target, pageRequest(request))
                    .onSuccess(answer -> send(request, answer, failed))
                    .onFailure(failed);
        } catch (ApiException e) {
            failed.handle(e);
        }
    }

    /** {@code GET /api/v1/messages/:id}. */
    public void one(RoutingContext request) {
        wall.one(number(request)).onSuccess(body -> json(request, body)).onFailure(request::fail);
    }

    /** {@code DELETE /api/v1/messages/:id}: behind a guard that asked for a token. */
    public void remove(RoutingContext request) {
        Caller caller = Caller.of(request);
        wall.remove(number(request), author -> mayRemove(caller, author))
                .onSuccess(done -> request.response()
                        .setStatusCode(HttpResponseStatus.NO_CONTENT.code())
                        .end())
                .onFailure(request::fail);
    }

    /** {@code GET /api/v1/messages/stream}: server-sent events (WHATWG HTML, 9.2). */
    public void stream(RoutingContext request) {
        OptionalLong after = after(request);
        HttpServerResponse response = request.response();
        Follower follower = new Follower(response::writeQueueFull, response::write, response::end);
        response.closeHandler(closed -> wall.leave(follower));
        response.exceptionHandler(broken -> wall.leave(follower));
        response.drainHandler(drained -> wall.resume(follower));
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENTS)
                .putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN)
                .putHeader(ACCEL_BUFFERING, "no");
        if (HttpMethod.HEAD.equals(request.request().method())) {
            response.end();
            return;
        }
        // A first line at once: until then a browser takes the stream for one that is still being opened.
        wall.follow(after, follower)
                .onSuccess(following -> response.write(":\n\n"))
                .onFailure(request::fail);
    }

    private static boolean mayRemove(Caller caller, Author author) {
        return caller.has("moderate") || (caller.has("wall") && caller.subject().equals(Optional.of(author.id())));
    }

    private void send(HttpServerRequest request, Answer answer, Handler<Throwable> failed) {
        if (answer instanceof Page page) {
            send(request, page);
        } else {
            send(request, (Stretch) answer, failed);
        }
    }

    private static void send(HttpServerRequest request, Page page) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ETAG, page.tag()).putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        if (known(request, page.tag().toString())) {
            response.setStatusCode(HttpResponseStatus.NOT_MODIFIED.code()).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, page.length())
                .end(page.body());
    }

    private void send(HttpServerRequest request, Stretch stretch, Handler<Throwable> failed) {
        HttpServerResponse response = request.response();
        if (!stretch.tag().isEmpty()) {
            response.putHeader(HttpHeaders.ETAG, stretch.tag());
        }
        response.putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
        if (known(request, stretch.tag())) {
            response.setStatusCode(HttpResponseStatus.NOT_MODIFIED.code()).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).setChunked(true);
        if (HttpMethod.HEAD.equals(request.method())) {
            response.end();
            return;
        }
        Promise<Void> gone = Promise.promise();
        response.closeHandler(closed -> gone.tryComplete());
        response.exceptionHandler(broken -> gone.tryComplete());
        wall.scroll(stretch, response, gone.future())
                .onSuccess(done -> response.end())
                .onFailure(failed);
    }

    /** Whether the client has this already (RFC 9110, 13.1.2). */
    private static boolean known(HttpServerRequest request, String tag) {
        String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return tags != null && !tag.isEmpty() && (tags.contains(tag) || "*".equals(tags.strip()));
    }

    private static PageRequest pageRequest(HttpServerRequest request) {
        Parameters parameters = new Parameters(query(request));
        PageRequest page = new PageRequest(
                parameters.number("before", Long.MAX_VALUE, 1),
                parameters.number("start", 0, 0),
                parameters.number("range", 0, Long.MIN_VALUE));
        parameters.check();
        return page;
    }

    private static MultiMap query(HttpServerRequest request) {
        try {
            return request.params();
        } catch (IllegalArgumentException e) {
            throw ApiException.unreadable("The query can't be read: every % needs two hexadecimal digits.");
        }
    }

    private static OptionalLong after(RoutingContext request) {
        String header = request.request().getHeader("Last-Event-ID");
        for (String name : new String[] {"lastEventId", "after"}) {
            String text =
                    header == null || header.isEmpty() ? request.queryParams().get(name) : header;
            if (text != null && !text.isEmpty()) {
                if (!NUMBER.matcher(text).matches()) {
                    throw ApiException.invalid(
                            text.equals(header) ? "Last-Event-ID" : name, "must be the number of a message");
                }
                return OptionalLong.of(Parameters.saturated(text));
            }
        }
        return OptionalLong.empty();
    }

    private static long number(RoutingContext request) {
        String text = request.pathParam("id");
        if (!Parameters.whole(text)) {
            throw ApiException.invalid("id", "must be a whole number");
        }
        return Parameters.saturated(text);
    }

    private Draft draft(RoutingContext request) {
        PostRequest post = PostReader.read(JsonBody.of(request));
        String at = post.message().timestamp() == null
                ? clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()
                : post.message().timestamp();
        return IdempotencyKey.of(request)
                .map(key -> shapes.draft(post, at, key, Digest.of(post)))
                .orElseGet(() -> shapes.draft(post, at, null, null));
    }

    private static void json(RoutingContext request, Buffer body) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }
}
