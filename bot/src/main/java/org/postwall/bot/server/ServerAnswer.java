package org.postwall.bot.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.function.Function;

/** Reads the server's answers: a result, or a problem document (RFC 9457) sorted by whether a retry can help. */
final class ServerAnswer {
    private ServerAnswer() {}

    static <T> Future<T> read(HttpResponse<Buffer> response, Function<JsonObject, T> reader) {
        return switch (response.statusCode()) {
            case 200 -> result(response, reader);
            case 400, 413, 415, 422 -> Future.failedFuture(new Refusal(why(response)));
            case 401, 403 -> Future.failedFuture(new TokenRefused(response.statusCode()));
            case 404 -> Future.failedFuture(new Missing());
            default -> Future.failedFuture(new NoUsableAnswer("HTTP status " + response.statusCode()));
        };
    }

    private static <T> Future<T> result(HttpResponse<Buffer> response, Function<JsonObject, T> reader) {
        try {
            return Future.succeededFuture(reader.apply(response.bodyAsJsonObject()));
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return Future.failedFuture(new NoUsableAnswer("an answer that is not the server's"));
        }
    }

    private static String why(HttpResponse<Buffer> response) {
        try {
            JsonObject problem = response.bodyAsJsonObject();
            JsonArray errors = problem.getJsonArray("errors", new JsonArray());
            return errors.isEmpty()
                    ? problem.getString("detail", problem.getString("title", "HTTP status " + response.statusCode()))
                    : errors.getJsonObject(0).getString("message");
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return "HTTP status " + response.statusCode();
        }
    }
}
