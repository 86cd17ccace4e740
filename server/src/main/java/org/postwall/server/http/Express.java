package org.postwall.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The way past the router, for requests that are literally meant for a {@link Direct} endpoint. Any other spelling of the
 * same path finds it by the router.
 */
final class Express implements Handler<HttpServerRequest> {
    /** One endpoint. */
    record Line(String path, Direct direct, Mark mark) {}

    private final List<Line> lines;
    private final Handler<HttpServerRequest> router;
    private final BiConsumer<HttpServerRequest, Throwable> failed;

    Express(List<Line> lines, Handler<HttpServerRequest> router, BiConsumer<HttpServerRequest, Throwable> failed) {
        this.lines = List.copyOf(lines);
        this.router = router;
        this.failed = failed;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (HttpMethod.GET.equals(request.method())) {
            String target = request.uri();
            // By index: an iterator for each request would be garbage.
            for (int i = 0; i < lines.size(); i++) {
                if (isFor(target, lines.get(i).path())) {
                    answer(request, lines.get(i));
                    return;
                }
            }
        }
        router.handle(request);
    }

    private static boolean isFor(String target, String path) {
        return target.startsWith(path) && (target.length() == path.length() || target.charAt(path.length()) == '?');
    }

    private void answer(HttpServerRequest request, Line line) {
        try {
            line.mark().set(request);
            line.direct().answer(request, failure -> failed.accept(request, failure));
        } catch (RuntimeException e) {
            failed.accept(request, e);
        }
    }
}
