package org.postwall.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The JSON of a refusal (RFC 9457): type, title, status, and where they help detail and errors. */
final class Problem {
    private Problem() {}

    static JsonObject of(ApiException failure) {
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(failure.status()).reasonPhrase())
                .put("status", failure.status());
        if (failure.detail() != null) {
            problem.put("detail", failure.detail());
        }
        if (!failure.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            failure.errors()
                    .forEach(error -> errors.add(
                            new JsonObject().put("field", error.field()).put("message", error.message())));
            problem.put("errors", errors);
        }
        return problem;
    }
}
