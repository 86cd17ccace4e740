package org.postwall.server.wall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.FieldError;
import org.postwall.server.http.TextRules;

/**
 * Reads the body of {@code POST /api/v1/messages}: 422 naming every wrong field at once.
 *
 * <p>Lengths are UTF-16 units, as in the Bot API. Unknown fields are ignored.
 */
final class PostReader {
    static final int LONGEST_TEXT = 4096;
    static final int LONGEST_NAME = 64;

    private final List<FieldError> errors = new ArrayList<>();

    private PostReader() {}

    /** @param body a JSON object */
    static PostRequest read(JsonNode body) {
        return new PostReader().request(body);
    }

    private PostRequest request(JsonNode body) {
        JsonNode user = part(body, "user");
        JsonNode message = part(body, "message");
        PostRequest request = new PostRequest(
                new PostRequest.User(
                        userId(user),
                        name(user, "first_name", true),
                        name(user, "last_name", false),
                        name(user, "username", false)),
                new PostRequest.Message(text(message), timestamp(message)));
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        return request;
    }

    /** An object of the body; a missing node, which the questions below pass over, if it was wrong already. */
    private JsonNode part(JsonNode body, String field) {
        JsonNode part = body.path(field);
        if (!part.isObject()) {
            wrong(field, absent(part) ? "is required" : "must be an object");
            return MissingNode.getInstance();
        }
        return part;
    }

    private String userId(JsonNode user) {
        if (user.isMissingNode()) {
            return null;
        }
        JsonNode id = user.path("userId");
        if (absent(id)) {
            return wrong("user.userId", "is required");
        }
        if (!id.isTextual() && !id.isIntegralNumber()) {
            return wrong("user.userId", "must be a string or an integer");
        }
        return bounded("user.userId", id.asText(), LONGEST_NAME);
    }

    private String name(JsonNode user, String field, boolean required) {
        if (user.isMissingNode()) {
            return null;
        }
        JsonNode name = user.path(field);
        String path = "user." + field;
        if (absent(name) || (!required && name.isTextual() && name.textValue().isEmpty())) {
            return required ? wrong(path, "is required") : null;
        }
        return name.isTextual() ? bounded(path, name.textValue(), LONGEST_NAME) : wrong(path, "must be a string");
    }

    private String text(JsonNode message) {
        if (message.isMissingNode()) {
            return null;
        }
        JsonNode text = message.path("message");
        String path = "message.message";
        if (absent(text)) {
            return wrong(path, "is required");
        }
        if (!text.isTextual()) {
            return wrong(path, "must be a string");
        }
        if (TextRules.blank(text.textValue())) {
            return wrong(path, "must not be blank");
        }
        return bounded(path, text.textValue(), LONGEST_TEXT);
    }

    private String timestamp(JsonNode message) {
        JsonNode timestamp = message.path("timestamp");
        if (absent(timestamp)) {
            return null;
        }
        return timestamp.isTextual() && Timestamps.valid(timestamp.textValue())
                ? timestamp.textValue()
                : wrong("message.timestamp", "must be an ISO 8601 date and time, such as 2026-11-21T10:00:00Z");
    }

    private String bounded(String path, String value, int most) {
        if (value.isEmpty() || value.length() > most) {
            return wrong(path, "must have 1 to %d characters, not %d".formatted(most, value.length()));
        }
        return TextRules.halved(value) ? wrong(path, "holds half of a surrogate pair") : value;
    }

    private String wrong(String path, String message) {
        errors.add(new FieldError(path, message));
        return null;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
