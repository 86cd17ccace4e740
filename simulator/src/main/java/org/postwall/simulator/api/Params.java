package org.postwall.simulator.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The parameters of one call. Telegram takes every value in every form (a number as a string, an object as JSON text),
 * so each question here converts; one that isn't understood counts as absent, except where Telegram complains.
 */
final class Params {
    private final Map<String, Object> values;
    private final Map<String, Upload> uploads;

    Params(Map<String, Object> values, Map<String, Upload> uploads) {
        this.values = values;
        this.uploads = uploads;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** The value as text; empty when absent. */
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return "";
        }
        return value instanceof JsonObject || value instanceof JsonArray ? Json.encode(value) : value.toString();
    }

    boolean flag(String name) {
        return switch (text(name).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            default -> false;
        };
    }

    OptionalInt integer(String name) {
        try {
            String text = text(name).strip();
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** The value, moved into the range it must be in. */
    int integer(String name, int fallback, int least, int most) {
        return Math.max(least, Math.min(most, integer(name).orElse(fallback)));
    }

    Optional<Long> number(String name) {
        try {
            String text = text(name).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A JSON object, or its text; {@code what} names it in the complaint, as in "reply keyboard markup". */
    Optional<JsonObject> object(String name, String what) {
        Object value = decoded(name, what);
        if (value == null || value instanceof JsonObject) {
            return Optional.ofNullable((JsonObject) value);
        }
        throw Refusal.bad("object expected as " + what.replace("reply keyboard markup", "reply markup"));
    }

    /** A JSON array, or its text; {@code what} names its elements in the complaint. */
    Optional<JsonArray> array(String name, String what) {
        Object value = decoded(name, what);
        if (value == null || value instanceof JsonArray) {
            return Optional.ofNullable((JsonArray) value);
        }
        throw Refusal.bad("expected an Array of " + what);
    }

    private Object decoded(String name, String what) {
        Object value = values.get(name);
        if (!(value instanceof String text)) {
            return value;
        }
        if (text.isBlank()) {
            return null;
        }
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            throw Refusal.bad("can't parse " + what + " JSON object");
        }
    }

    Optional<Upload> upload(String name) {
        return Optional.ofNullable(uploads.get(name));
    }
}
