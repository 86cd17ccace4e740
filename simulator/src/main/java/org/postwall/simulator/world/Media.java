package org.postwall.simulator.world;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A medium as one message shows it: a stored file and what is known of it.
 *
 * @param facts the Bot API's fields beside the file's own, e.g. {@code width}, {@code duration} in seconds
 * @param spoiler whether it is covered until tapped
 */
public record Media(MediaKind kind, StoredFile file, JsonObject facts, boolean spoiler) {
    void fill(JsonObject message, Bot viewer) {
        JsonObject json = file.toJson(viewer).mergeIn(facts);
        if (kind == MediaKind.PHOTO) {
            message.put("photo", new JsonArray().add(json));
        } else {
            message.put(kind.field(), json);
        }
        if (kind == MediaKind.ANIMATION) {
            message.put(
                    "document",
                    file.toJson(viewer)
                            .mergeIn(new JsonObject()
                                    .put("file_name", facts.getValue("file_name"))
                                    .put("mime_type", facts.getValue("mime_type"))));
        }
        if (spoiler) {
            message.put("has_media_spoiler", true);
        }
    }
}
