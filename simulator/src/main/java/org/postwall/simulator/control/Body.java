package org.postwall.simulator.control;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Optional;
import org.postwall.simulator.world.Impossible;

/** A JSON object somebody sent, read field by field; a wrong one is refused with a sentence that names it. */
final class Body {
    private final JsonObject json;
    private final String path;

    private Body(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    static Body of(RoutingContext context) {
        Buffer sent = context.body().buffer();
        if (sent == null || sent.length() == 0) {
            return new Body(new JsonObject(), "");
        }
        try {
            return new Body(new JsonObject(sent), "");
        } catch (DecodeException | ClassCastException e) {
            throw new Impossible(400, "the body must be a JSON object");
        }
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    String text(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    Optional<String> find(String name) {
        return as(name, String.class, "a string");
    }

    /** A whole number, which may be written as a string. */
    long number(String name) {
        return findNumber(name).orElseThrow(() -> missing(name));
    }

    Optional<Long> findNumber(String name) {
        Object value = json.getValue(name);
        try {
            if (value instanceof String text) {
                return Optional.of(Long.parseLong(text));
            }
            if (value instanceof Integer || value instanceof Long) {
                return Optional.of(((Number) value).longValue());
            }
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number");
        }
        if (value != null) {
            throw wrong(name, "a whole number");
        }
        return Optional.empty();
    }

    /** A whole number in a range. */
    int number(String name, int least, int most) {
        return findNumber(name, least, most).orElseThrow(() -> missing(name));
    }

    Optional<Integer> findNumber(String name, int least, int most) {
        Optional<Long> value = findNumber(name);
        if (value.isPresent() && (value.get() < least || value.get() > most)) {
            throw wrong(name, "a whole number from " + least + " to " + most);
        }
        return value.map(Long::intValue);
    }

    Optional<Boolean> flag(String name) {
        return as(name, Boolean.class, "true or false");
    }

    Optional<JsonArray> array(String name) {
        return as(name, JsonArray.class, "an array");
    }

    Optional<Body> object(String name) {
        return as(name, JsonObject.class, "an object").map(inner -> new Body(inner, path + name + "."));
    }

    Optional<Buffer> bytes(String name) {
        return find(name).map(text -> {
            try {
                return Buffer.buffer(
                        Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/')));
            } catch (IllegalArgumentException e) {
                throw wrong(name, "base64");
            }
        });
    }

    JsonObject json() {
        return json;
    }

    Impossible wrong(String name, String what) {
        return new Impossible(400, path + name + " must be " + what);
    }

    Impossible missing(String name) {
        return new Impossible(400, path + name + " is missing");
    }

    private <T> Optional<T> as(String name, Class<T> type, String what) {
        Object value = json.getValue(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, what);
        }
        return Optional.ofNullable(type.cast(value));
    }
}
