package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What the Bot API tells of a medium beside its file: size in pixels, duration in seconds, name, MIME type. */
public final class MediaFacts {
    private MediaFacts() {}

    /** Facts read from the bytes where they tell, and plausible ones where they don't. */
    public static JsonObject of(MediaKind kind, Buffer bytes, String name) {
        ImageSize size = ImageSize.of(bytes).orElse(new ImageSize(640, 480));
        JsonObject facts = new JsonObject();
        switch (kind) {
            case PHOTO -> facts.put("width", size.width()).put("height", size.height());
            case VIDEO, ANIMATION ->
                facts.put("width", size.width()).put("height", size.height()).put("duration", 1);
            case STICKER ->
                facts.put("width", 512)
                        .put("height", 512)
                        .put("type", "regular")
                        .put("is_animated", false)
                        .put("is_video", false);
            case AUDIO, VOICE -> facts.put("duration", 1);
            case VIDEO_NOTE -> facts.put("length", 240).put("duration", 1);
            case DOCUMENT -> {}
        }
        boolean hasType = kind != MediaKind.PHOTO && kind != MediaKind.STICKER && kind != MediaKind.VIDEO_NOTE;
        if (hasType) {
            facts.put("mime_type", FileType.of(name).orElse(kind.mimeType()));
        }
        if (hasType && kind != MediaKind.VOICE) {
            facts.put("file_name", name.isEmpty() ? "file" : name);
        }
        return facts;
    }
}
