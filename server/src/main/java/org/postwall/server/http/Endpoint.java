package org.postwall.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of the route table.
 *
 * @param method GET stands for HEAD too
 * @param path as the router writes it: {@code /messages/:id}, or {@code /docs/*} for everything below
 * @param direct the same handler for requests that go past the router, where there is such a one
 */
public record Endpoint(HttpMethod method, String path, Handler<RoutingContext> handler, Optional<Direct> direct) {
    private Endpoint(HttpMethod method, String path, Handler<RoutingContext> handler) {
        this(method, path, handler, Optional.empty());
    }

    /** A GET that anyone may send. Its path has no parameters. */
    public static Endpoint direct(String path, Direct direct) {
        Handler<RoutingContext> handler = context -> direct.answer(context.request(), context::fail);
        return new Endpoint(HttpMethod.GET, path, handler, Optional.of(direct));
    }

    public static Endpoint get(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.GET, path, handler);
    }

    public static Endpoint post(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, handler);
    }

    public static Endpoint put(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.PUT, path, handler);
    }

    public static Endpoint patch(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.PATCH, path, handler);
    }

    public static Endpoint delete(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.DELETE, path, handler);
    }

    /** The paths this endpoint lives at; a slash at the end changes nothing. */
    Pattern pattern() {
        String segments = Arrays.stream(path.split("/", -1))
                .skip(1)
                .map(segment ->
                        segment.startsWith(":") ? "/[^/]+" : "*".equals(segment) ? "/.*" : "/" + Pattern.quote(segment))
                .collect(Collectors.joining());
        return Pattern.compile(segments + "/?");
    }
}
