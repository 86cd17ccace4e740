package org.postwall.simulator.text;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;

/**
 * A stretch of a text with a meaning.
 *
 * @param offset where it begins, in UTF-16 units
 * @param length how long it is, in UTF-16 units
 * @param argument the link, the person's number, the language, the emoji's number or "unix time:format"; empty for other kinds
 */
record Entity(Kind kind, int offset, int length, String argument) implements Comparable<Entity> {
    private static final Comparator<Entity> ORDER = Comparator.comparingInt(Entity::offset)
            .thenComparing(Comparator.comparingInt(Entity::length).reversed())
            .thenComparingInt(entity -> entity.kind.rank);

    Entity(Kind kind, int offset, int length) {
        this(kind, offset, length, "");
    }

    int end() {
        return offset + length;
    }

    boolean intersects(Entity other) {
        return offset < other.end() && other.offset < end();
    }

    boolean within(Entity other) {
        return other.offset <= offset && end() <= other.end();
    }

    Entity at(int newOffset, int newEnd) {
        return new Entity(kind, newOffset, newEnd - newOffset, argument);
    }

    @Override
    public int compareTo(Entity other) {
        return ORDER.compare(this, other);
    }

    /** The Bot API's MessageEntity; a person mentioned has the mention's text as first name, for want of a better one. */
    JsonObject json(String text) {
        JsonObject json =
                new JsonObject().put("offset", offset).put("length", length).put("type", kind.apiName);
        switch (kind) {
            case TEXT_LINK -> json.put("url", argument);
            case PRE_CODE -> json.put("language", argument);
            case CUSTOM_EMOJI -> json.put("custom_emoji_id", argument);
            case DATE_TIME -> {
                int colon = argument.indexOf(':');
                json.put("unix_time", Long.parseLong(argument.substring(0, colon)));
                json.put("date_time_format", argument.substring(colon + 1));
            }
            case TEXT_MENTION ->
                json.put(
                        "user",
                        new JsonObject()
                                .put("id", Long.parseLong(argument))
                                .put("is_bot", false)
                                .put("first_name", text.substring(offset, end())));
            default -> {}
        }
        return json;
    }
}
