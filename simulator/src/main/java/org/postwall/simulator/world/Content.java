package org.postwall.simulator.world;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a message says: a text, or a medium with a caption, or something else Telegram knows (a place, a contact).
 * It is never changed, so that thousands of copies can share it.
 *
 * @param text the text, or the caption of a medium; may be empty only beside a medium or {@code other}
 * @param entities formatting of {@code text}, Bot API {@code MessageEntity} objects; offsets in UTF-16 units
 * @param other fields of the Bot API's {@code Message} for kinds without rules of their own here
 */
public record Content(String text, JsonArray entities, Optional<Media> media, JsonObject other) {
    public static Content text(String text, JsonArray entities) {
        return new Content(text, entities, Optional.empty(), new JsonObject());
    }

    public static Content media(Media media, String caption, JsonArray entities) {
        return new Content(caption, entities, Optional.of(media), new JsonObject());
    }

    public static Content other(JsonObject fields) {
        return new Content("", new JsonArray(), Optional.empty(), fields);
    }

    public boolean isText() {
        return media.isEmpty() && other.isEmpty();
    }

    public Content withText(String newText, JsonArray newEntities) {
        return new Content(newText, newEntities, media, other);
    }

    void fill(JsonObject message, Bot viewer) {
        String name = isText() ? "text" : "caption";
        media.ifPresent(medium -> medium.fill(message, viewer));
        other.forEach(field -> message.put(field.getKey(), field.getValue()));
        if (!text.isEmpty()) {
            message.put(name, text);
        }
        if (!entities.isEmpty()) {
            message.put(isText() ? "entities" : "caption_entities", entities);
        }
    }
}
