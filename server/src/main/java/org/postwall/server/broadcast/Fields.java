package org.postwall.server.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwall.server.http.ApiException;
import org.postwall.server.http.FieldError;

/** The fields of a body: {@link #check} answers 422 naming every wrong one at once. Unknown fields are ignored. */
final class Fields {
    /** Ids of Telegram have at most 52 significant bits (Bot API, Chat). */
    private static final long LARGEST_ID = (1L << 53) - 1;

    private static final Pattern PERSON = Pattern.compile("[0-9a-f]{64}");

    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    Fields(JsonNode body) {
        this.body = body;
    }

    /** An id of a person or a chat; 0 after it was found wrong. */
    long id(String name) {
        JsonNode id = body.path(name);
        if (absent(id)) {
            return wrong(name, "is required", 0L);
        }
        boolean good = id.isIntegralNumber() && id.canConvertToLong() && id.longValue() != 0;
        return good && Math.abs(id.longValue()) <= LARGEST_ID
                ? id.longValue()
                : wrong(name, "must be an id of Telegram: a whole number", 0L);
    }

    /** A text; an empty one counts as absent. */
    Optional<String> text(String name) {
        JsonNode text = body.path(name);
        if (absent(text)) {
            return Optional.empty();
        }
        return text.isTextual()
                ? Optional.of(text.textValue()).filter(value -> !value.isEmpty())
                : wrong(name, "must be a string", Optional.empty());
    }

    /** What must be there. */
    String required(String name, Optional<String> found) {
        boolean said = errors.stream().anyMatch(error -> error.field().equals(name));
        return found.orElseGet(() -> said ? "" : wrong(name, "is required", ""));
    }

    /** The pseudonym of a person; empty after it was found wrong. */
    String person(String name) {
        String person = required(name, text(name));
        return person.isEmpty() || PERSON.matcher(person).matches()
                ? person
                : wrong(name, "must be a pseudonym: 64 hexadecimal digits", "");
    }

    boolean yes(String name) {
        JsonNode value = body.path(name);
        return value.isBoolean() ? value.booleanValue() : wrong(name, "must be true or false", false);
    }

    /** Any value; a missing one is a missing node. */
    JsonNode any(String name) {
        JsonNode value = body.path(name);
        return value.isNull() ? body.path("") : value;
    }

    <T> T wrong(String name, String message, T instead) {
        errors.add(new FieldError(name, message));
        return instead;
    }

    void check() {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
