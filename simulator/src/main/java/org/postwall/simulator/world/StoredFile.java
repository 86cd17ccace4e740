package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The bytes of a medium. Its identifiers are made per bot, since a file_id is good only for the bot that saw it. */
public final class StoredFile {
    private final Files files;
    private final long number;
    private final MediaKind kind;
    private final Buffer content;
    private final String extension;

    StoredFile(Files files, long number, MediaKind kind, Buffer content, String extension) {
        this.files = files;
        this.number = number;
        this.kind = kind;
        this.content = content;
        this.extension = extension;
    }

    long number() {
        return number;
    }

    public MediaKind kind() {
        return kind;
    }

    public Buffer content() {
        return content;
    }

    /** The name below {@code /file/bot<token>/}. */
    public String path() {
        return kind.folder() + "/file_" + number + "." + extension;
    }

    /** {@code file_id}, {@code file_unique_id} and {@code file_size} (bytes) as {@code viewer} sees them. */
    public JsonObject toJson(Bot viewer) {
        return new JsonObject()
                .put("file_id", files.idFor(this, viewer))
                .put("file_unique_id", files.uniqueId(this))
                .put("file_size", content.length());
    }
}
