package org.postwall.simulator.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entities that a caller hands in as Bot API MessageEntity objects. */
final class GivenEntities {
    private static final int FARTHEST = 1_000_000;

    private GivenEntities() {}

    /** Reads them; kinds that Telegram finds by itself are left out. */
    static List<Entity> read(JsonArray entities) {
        List<Entity> given = new ArrayList<>();
        for (int i = 0; i < entities.size(); i++) {
            if (!(entities.getValue(i) instanceof JsonObject json)) {
                throw wrong("expected an Object");
            }
            one(json).ifPresent(given::add);
        }
        return given;
    }

    private static Optional<Entity> one(JsonObject json) {
        int offset = number(json, "offset");
        int length = number(json, "length");
        String name = string(json, "type").orElseThrow(() -> missing("type"));
        Kind kind = Kind.named(name).orElseThrow(() -> wrong("Unsupported type specified"));
        if (kind.found()) {
            return Optional.empty();
        }
        String argument = argument(kind, json);
        Kind meant = name.equals("pre") ? (argument.isEmpty() ? Kind.PRE : Kind.PRE_CODE) : kind;
        if (offset < 0 || offset > FARTHEST) {
            throw new CantParse("receive an entity with incorrect offset " + offset);
        }
        if (length < 0 || length > FARTHEST) {
            throw new CantParse("receive an entity with incorrect length " + length);
        }
        return Optional.of(new Entity(meant, offset, length, argument)).filter(entity -> length > 0);
    }

    private static String argument(Kind kind, JsonObject json) {
        return switch (kind) {
            case PRE, PRE_CODE -> string(json, "language").orElse("");
            case TEXT_LINK -> {
                String url = string(json, "url").orElseThrow(() -> missing("url"));
                yield Links.checked(url)
                        .orElseThrow(() -> new CantParse("entity URL '" + url + "' is invalid: Wrong HTTP URL"));
            }
            case TEXT_MENTION -> {
                if (!(json.getValue("user") instanceof JsonObject user)) {
                    throw missing("user");
                }
                if (!(user.getValue("id") instanceof Number id)) {
                    throw missing("id");
                }
                yield Long.toString(id.longValue());
            }
            case CUSTOM_EMOJI -> {
                Object number = json.getValue("custom_emoji_id");
                if (number == null) {
                    throw missing("custom_emoji_id");
                }
                if (!Links.isNumber(number.toString())) {
                    throw new CantParse("invalid custom emoji identifier specified");
                }
                yield number.toString();
            }
            case DATE_TIME -> {
                int time = number(json, "unix_time");
                if (time <= 0) {
                    throw new CantParse("invalid date specified");
                }
                yield time + ":"
                        + DateFormat.checked(string(json, "date_time_format").orElse(""));
            }
            default -> "";
        };
    }

    private static int number(JsonObject json, String field) {
        Object value = json.getValue(field);
        if (value == null) {
            throw missing(field);
        }
        if (!(value instanceof Number || value instanceof String)) {
            throw wrong("Field \"" + field + "\" must be a Number");
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw wrong("Field \"" + field + "\" must be a valid Number");
        }
    }

    private static Optional<String> string(JsonObject json, String field) {
        Object value = json.getValue(field);
        if (value != null && !(value instanceof String || value instanceof Number)) {
            throw wrong("Field \"" + field + "\" must be of type String");
        }
        return Optional.ofNullable(value).map(Object::toString);
    }

    private static CantParse missing(String field) {
        return wrong("Can't find field \"" + field + "\"");
    }

    private static CantParse wrong(String why) {
        return new CantParse("can't parse MessageEntity: " + why);
    }
}
