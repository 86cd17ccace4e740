package org.postwall.server.wall;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.mapstruct.factory.Mappers;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.JsonBody;
import org.postwall.server.security.Caller;

/** The HTTP edge of the wall: reads requests, asks {@link Wall}, writes answers. */
public final class WallRoutes {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final int LONGEST_KEY = 128;

    private final Wall wall;
    private final Clock clock;
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);

    public WallRoutes(Wall wall, Clock clock) {
        this.wall = wall;
        this.clock = clock;
    }

    /** {@code POST /api/v1/messages}: behind {@link JsonBody}. */
    public void post(RoutingContext request) {
        wall.post(draft(request))
                .onSuccess(number -> json(request, Buffer.buffer("{\"id\":" + number + "}")))
                .onFailure(request::fail);
    }

    /** {@code GET /api/v1/messages}. */
    public void page(RoutingContext request) {
        Parameters parameters = new Parameters(request.queryParams());
        PageRequest page = new PageRequest(
                parameters.number("before", Long.MAX_VALUE, 1),
                parameters.number("start", 0, 0),
                parameters.number("range", 0, Long.MIN_VALUE));
        parameters.check();
        wall.page(page).onSuccess(body -> json(request, body)).onFailure(request::fail);
    }

    private Draft draft(RoutingContext request) {
        PostRequest post = PostReader.read(JsonBody.of(request));
        String at = post.message().timestamp() == null
                ? clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()
                : post.message().timestamp();
        String key = key(request);
        if (key == null) {
            return shapes.draft(post, at, null, null);
        }
        String owner = Caller.of(request).subject().orElse("-");
        return shapes.draft(post, at, owner + ":" + key, Digest.of(post));
    }

    private static String key(RoutingContext request) {
        String key = request.request().getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid("Idempotency-Key", "must have 1 to 128 visible characters");
        }
        return key;
    }

    private static void json(RoutingContext request, Buffer body) {
        request.response()
                .setStatusCode(HttpResponseStatus.OK.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(body);
    }
}
