package org.postwall.server.broadcast;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a message says.
 *
 * @param text 1 to 4096 UTF-16 units, verbatim; beside a medium its caption, 0 to 1024
 * @param parseMode how Telegram is to read the text: {@code HTML}, {@code Markdown} or {@code MarkdownV2}
 * @param entities formatting by position instead: a JSON array of MessageEntity (Bot API), kept as text, since a field
 *     of someone else's JSON could mean something to the store
 * @param media the file it carries
 */
public record Content(String text, Optional<String> parseMode, Optional<String> entities, Optional<Media> media) {
    /** The same file with other words. */
    Content reworded(Content words) {
        return new Content(words.text(), words.parseMode(), words.entities(), media);
    }

    /** As it is stored. */
    public JsonObject json() {
        JsonObject json = new JsonObject().put("text", text);
        parseMode.ifPresent(mode -> json.put("parse_mode", mode));
        entities.ifPresent(list -> json.put("entities", list));
        media.ifPresent(one -> json.put(
                "media",
                new JsonObject()
                        .put("type", one.kind().text())
                        .put("file", one.file())
                        .put("hints", one.hints().encode())));
        return json;
    }

    /** Reads what {@link #json} made. */
    public static Content of(JsonObject json) {
        JsonObject media = json.getJsonObject("media");
        return new Content(
                json.getString("text"),
                Optional.ofNullable(json.getString("parse_mode")),
                Optional.ofNullable(json.getString("entities")),
                Optional.ofNullable(media)
                        .map(one -> new Media(
                                MediaKind.find(one.getString("type")).orElseThrow(),
                                one.getString("file"),
                                new JsonObject(one.getString("hints")))));
    }
}
