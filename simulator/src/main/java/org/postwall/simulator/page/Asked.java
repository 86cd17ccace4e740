package org.postwall.simulator.page;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.postwall.simulator.world.Impossible;

/** What the page asked for: a JSON object, or query parameters, read field by field. */
record Asked(JsonObject fields) {
    static Asked inBody(RoutingContext context) {
        try {
            JsonObject json = context.body().asJsonObject();
            return new Asked(json == null ? new JsonObject() : json);
        } catch (DecodeException | ClassCastException e) {
            throw new Impossible(400, "the body must be a JSON object");
        }
    }

    static Asked inQuery(RoutingContext context) {
        JsonObject json = new JsonObject();
        context.queryParams().forEach(parameter -> json.put(parameter.getKey(), parameter.getValue()));
        return new Asked(json);
    }

    /** An object; in a query it is JSON text. */
    Asked object(String name) {
        try {
            Object value = fields.getValue(name);
            return new Asked(value instanceof String text ? new JsonObject(text) : (JsonObject) require(name, value));
        } catch (DecodeException | ClassCastException e) {
            throw new Impossible(400, name + " must be an object");
        }
    }

    String text(String name) {
        return (String) require(name, find(name).orElse(null));
    }

    Optional<String> find(String name) {
        Object value = fields.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new Impossible(400, name + " must be a string");
        }
        return Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
    }

    long number(String name) {
        return (Long) require(name, findNumber(name).orElse(null));
    }

    Optional<Long> findNumber(String name) {
        Object value = fields.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value.toString()));
        } catch (NumberFormatException e) {
            throw new Impossible(400, name + " must be a whole number");
        }
    }

    /** A message's number, which fits an int. */
    int messageId(String name) {
        return (int) Math.max(0, Math.min(number(name), Integer.MAX_VALUE));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.getValue(name));
    }

    private static Object require(String name, Object value) {
        if (value == null) {
            throw new Impossible(400, name + " is missing");
        }
        return value;
    }
}
