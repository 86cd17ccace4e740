package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The bytes of a medium. Its identifiers are made per bot, since a file_id is good only for the bot that saw it. */
public final class StoredFile {
    private final Files files;
    private final long number;
    private final MediaKind kind;
    private final Buffer content;
    private final String name;
    private final String extension;
    private final JsonObject facts;

    StoredFile(
            Files files, long number, MediaKind kind, Buffer content, String name, String extension, JsonObject facts) {
        this.files = files;
        this.number = number;
        this.kind = kind;
        this.content = content;
        this.name = name;
        this.extension = extension;
        this.facts = facts;
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

    /** What its sender called it; may be empty. */
    public String name() {
        return name;
    }

    /** What is known of the medium beside the file's own fields, e.g. {@code width}. */
    public JsonObject facts() {
        return facts;
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
