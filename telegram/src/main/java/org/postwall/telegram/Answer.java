package org.postwall.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;

/** Reads answers of the Bot API: its envelope {@code {ok, result | error_code, description, parameters}}. */
final class Answer {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private Answer() {}

    static <T> Future<T> read(Call<T> call, HttpResponse<Buffer> response) {
        String text = response.bodyAsString();
        JsonNode envelope = envelope(text);
        if (!envelope.path("ok").isBoolean()) {
            return Future.failedFuture(notTheApi(call.method(), response.statusCode()));
        }
        if (!envelope.path("ok").booleanValue()) {
            return Future.failedFuture(failure(call.method(), envelope, response.statusCode()));
        }
        try {
            return Future.succeededFuture(call.reader().read(text));
        } catch (Exception e) {
            return Future.failedFuture(NoAnswer.lost(call.method(), "the result can't be read: " + e.getMessage()));
        }
    }

    private static JsonNode envelope(String text) {
        try {
            return text == null ? Call.JSON.missingNode() : Call.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Call.JSON.missingNode();
        }
    }

    private static NoAnswer notTheApi(String method, int status) {
        String what = "HTTP status %d and no JSON of the Bot API".formatted(status);
        boolean turnedAway = status >= 300 && status < SERVER_ERROR;
        return turnedAway ? NoAnswer.notSent(method, what) : NoAnswer.lost(method, what);
    }

    private static TelegramFailure failure(String method, JsonNode envelope, int status) {
        int code = envelope.path("error_code").asInt(status);
        String description = envelope.path("description").asText();
        JsonNode parameters = envelope.path("parameters");
        if (code == TOO_MANY_REQUESTS) {
            return new Flood(
                    method,
                    Duration.ofSeconds(
                            Math.max(1, parameters.path("retry_after").asLong(1))));
        }
        if (code >= SERVER_ERROR) {
            return NoAnswer.lost(method, code + " " + description);
        }
        return new Refused(
                method, code, description, parameters.path("migrate_to_chat_id").asLong(0));
    }
}
