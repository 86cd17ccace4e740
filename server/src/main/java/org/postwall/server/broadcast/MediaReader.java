package org.postwall.server.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwall.server.http.TextRules;

/** Reads {@code media} of the body of {@code POST /messages}. */
final class MediaReader {
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> NUMBERS = List.of("duration", "width", "height");
    private static final List<String> TEXTS = List.of("name", "performer", "title");
    private static final List<String> FLAGS = List.of("spoiler", "caption_above");
    private static final int LONGEST = 255;

    private MediaReader() {}

    static Optional<Media> read(Fields fields) {
        JsonNode media = fields.any("media");
        if (media.isMissingNode()) {
            return Optional.empty();
        }
        Optional<MediaKind> kind = MediaKind.find(media.path("type").asText());
        if (kind.isEmpty()) {
            return fields.wrong(
                    "media.type",
                    "must be photo, video, animation, document, audio, voice or sticker",
                    Optional.empty());
        }
        String file = media.path("file").asText();
        if (!FILE.matcher(file).matches()) {
            return fields.wrong("media.file", "must be the id of a file that was sent before", Optional.empty());
        }
        return Optional.of(new Media(kind.get(), file, hints(fields, media)));
    }

    private static JsonObject hints(Fields fields, JsonNode media) {
        JsonObject hints = new JsonObject();
        for (String name : NUMBERS) {
            JsonNode value = media.path(name);
            if (value.isInt() && value.intValue() >= 0) {
                hints.put(name, value.intValue());
            } else if (!value.isMissingNode()) {
                fields.wrong("media." + name, "must be a whole number, 0 or more", name);
            }
        }
        for (String name : TEXTS) {
            JsonNode value = media.path(name);
            if (value.isTextual() && isPlain(value.textValue())) {
                hints.put(name, value.textValue());
            } else if (!value.isMissingNode()) {
                fields.wrong("media." + name, "must be a string of at most 255 visible characters", name);
            }
        }
        for (String name : FLAGS) {
            JsonNode value = media.path(name);
            if (value.isBoolean()) {
                hints.put(name, value.booleanValue());
            } else if (!value.isMissingNode()) {
                fields.wrong("media." + name, "must be true or false", name);
            }
        }
        return hints;
    }

    /** A name goes into a header of the upload. */
    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && !TextRules.halved(text)
                && text.chars().noneMatch(Character::isISOControl);
    }
}
