package org.postwall.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that turns failures into answers: {@code application/problem+json} (RFC 9457).
 *
 * <p>{@link ApiException} is answered as it stands. Anything unknown is logged with the request's number ({@link RequestId}) and answered
 * as a plain 500 that names only that number.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    private final RouteTable routes;
    private final Traffic traffic;

    /** @param routes what exists, for 404, 405 and 501 to be told apart */
    public Failures(RouteTable routes, Traffic traffic) {
        this.routes = routes;
        this.traffic = traffic;
    }

    /** Answers what {@code router} itself refuses: no route, the wrong method, a path that can't be read. */
    public void mount(Router router) {
        IntStream.rangeClosed(FIRST_ERROR, LAST_ERROR)
                .forEach(status -> router.errorHandler(status, context -> failed(context, status)));
    }

    /** Answers a request that failed in its route. */
    void failed(RoutingContext context) {
        failed(context, context.statusCode() < FIRST_ERROR ? 500 : context.statusCode());
    }

    /** Answers a request that failed past the router. */
    void failed(HttpServerRequest request, Throwable failure) {
        answer(request, failure, 500);
    }

    /** Answers a request that can't be trusted to end where it says: the connection ends with it. */
    static void answerAndClose(HttpServerRequest request, ApiException failure) {
        writeHead(request, failure);
        Farewell.endAndClose(request, Problem.of(failure).toBuffer());
    }

    private void failed(RoutingContext context, int status) {
        Throwable failure = context.failure();
        boolean lost = (status == 404 || status == 405) && !(failure instanceof ApiException);
        answer(context.request(), lost ? unrouted(routes.refuse(context)) : failure, status);
    }

    private void answer(HttpServerRequest request, Throwable failure, int status) {
        HttpServerResponse response = request.response();
        if (failure instanceof HttpClosedException || response.closed()) {
            return; // The client has gone: nobody is left to be answered.
        }
        if (response.headWritten()) {
            LOG.atWarn()
                    .addKeyValue(RequestId.LOGGED, RequestId.of(request))
                    .setCause(failure)
                    .log("{} {} broke off in the middle of its answer", request.method(), request.path());
            request.connection().close();
            return;
        }
        ApiException answer = translate(request, failure, status);
        if (answer.status() == 503) {
            LOG.atDebug()
                    .addKeyValue(RequestId.LOGGED, RequestId.of(request))
                    .setCause(answer.getCause())
                    .log("{} {} is not possible now: {}", request.method(), request.path(), answer.detail());
        }
        writeHead(request, answer);
        Farewell.end(request, Problem.of(answer).toBuffer());
    }

    private ApiException translate(HttpServerRequest request, Throwable failure, int status) {
        if (failure instanceof ApiException known) {
            return known;
        }
        if (failure instanceof DecodeException) {
            return ApiException.unreadable("The body is not JSON.");
        }
        int code = failure instanceof HttpException http ? http.getStatusCode() : status;
        if (code < 500) {
            return unrouted(ApiException.status(code, words(code)));
        }
        return unknown(request, failure);
    }

    private ApiException unrouted(ApiException refusal) {
        traffic.refused(refusal.status());
        return refusal;
    }

    private static ApiException unknown(HttpServerRequest request, Throwable failure) {
        String number = RequestId.of(request);
        LOG.atError()
                .addKeyValue(RequestId.LOGGED, number)
                .setCause(failure)
                .log("{} {} failed", request.method(), request.path());
        return ApiException.status(500, "The server failed. Its log has the reason under the number " + number + ".");
    }

    private static String words(int status) {
        return status == 400
                ? "The path or the query can't be read: is every % followed by two hexadecimal digits?"
                : HttpResponseStatus.valueOf(status).reasonPhrase() + ".";
    }

    private static void writeHead(HttpServerRequest request, ApiException failure) {
        RequestId.echo(request);
        HttpServerResponse response = request.response();
        response.setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        failure.challenge().ifPresent(value -> response.putHeader("WWW-Authenticate", value));
        if (!failure.allow().isEmpty()) {
            response.putHeader(HttpHeaders.ALLOW, String.join(", ", new TreeSet<>(failure.allow())));
        }
        if (failure.status() == 429 || failure.status() == 503) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, seconds(failure.retryAfter().orElse(SOON)));
        }
    }

    /** Whole seconds, rounded up, at least one. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, (duration.toMillis() + 999) / 1000));
    }
}
