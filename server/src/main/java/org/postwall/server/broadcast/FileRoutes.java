package org.postwall.server.broadcast;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.BodyStream;
import org.postwall.server.http.TextRules;

/** The HTTP edge of {@link Files}: {@code /api/v1/broadcast/files}. */
public final class FileRoutes {
    private static final String UNNAMED = "file";
    private static final int LONGEST_NAME = 255;

    private final Files files;
    private final BodyStream body;

    /** @param body reads up to {@link Files#LARGEST} bytes in pieces of {@link Files#CHUNK} */
    FileRoutes(Files files, BodyStream body) {
        this.files = files;
        this.body = body;
    }

    /** {@code POST /files?name=}: the body is the content. */
    public void post(RoutingContext request) {
        files.store(name(request), taker -> body.read(request, taker))
                .onSuccess(file -> Answers.json(
                        request, new JsonObject().put("id", file.id()).put("size", file.size())))
                .onFailure(Answers.failed(request));
    }

    private static String name(RoutingContext request) {
        String name = request.queryParams().get("name");
        if (name == null) {
            return UNNAMED;
        }
        if (name.length() > LONGEST_NAME
                || TextRules.blank(name)
                || TextRules.halved(name)
                || name.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid("name", "must have 1 to 255 visible characters");
        }
        return name;
    }
}
