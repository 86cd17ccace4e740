package org.postwall.server.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.postwall.server.http.TextRules;

/** Reads the body of a new message or of new words: as strict as Telegram where that is cheap to know beforehand. */
final class ContentReader {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;
    private static final String AT_LEAST_ONCE = "at_least_once";
    private static final String AT_MOST_ONCE = "at_most_once";
    /** Bot API, "Formatting options". */
    private static final Set<String> MODES = Set.of("HTML", "Markdown", "MarkdownV2");

    private ContentReader() {}

    /** What {@code POST /messages} sends. */
    static Content read(JsonNode body) {
        Fields fields = new Fields(body);
        Optional<Media> media = MediaReader.read(fields);
        return read(fields, media, !fields.any("media").isMissingNode());
    }

    /** The words of {@code PATCH /messages/:id}, for a message that carries this. */
    static Content words(JsonNode body, Optional<Media> media) {
        Fields fields = new Fields(body);
        if (isSticker(media)) {
            fields.wrong("text", "a sticker has no words that could change", fields.any("text"));
            fields.check();
        }
        return read(fields, media, media.isPresent());
    }

    /** Whether nobody may get it twice. */
    static boolean once(JsonNode body) {
        Fields fields = new Fields(body);
        String guarantee = fields.text("guarantee").orElse(AT_LEAST_ONCE);
        if (!guarantee.equals(AT_LEAST_ONCE) && !guarantee.equals(AT_MOST_ONCE)) {
            fields.wrong("guarantee", "must be at_least_once or at_most_once", guarantee);
        }
        fields.check();
        return guarantee.equals(AT_MOST_ONCE);
    }

    private static Content read(Fields fields, Optional<Media> media, boolean caption) {
        Optional<String> given = fields.text("text");
        String text = caption ? given.orElse("") : fields.required("text", given);
        if (!text.isEmpty()) {
            check(fields, text, caption ? LONGEST_CAPTION : LONGEST_TEXT);
            if (isSticker(media)) {
                fields.wrong("text", "can't stand beside a sticker", text);
            }
        }
        Optional<String> mode = fields.text("parse_mode");
        if (mode.isPresent() && !MODES.contains(mode.get())) {
            fields.wrong("parse_mode", "must be HTML, Markdown or MarkdownV2", mode);
        }
        JsonNode entities = fields.any("entities");
        if (!entities.isMissingNode() && !good(entities)) {
            fields.wrong("entities", "must be a list of objects with type, offset and length", entities);
        }
        if (mode.isPresent() && !entities.isMissingNode()) {
            fields.wrong("entities", "can't stand beside parse_mode", entities);
        }
        fields.check();
        return new Content(
                text, mode, entities.isMissingNode() ? Optional.empty() : Optional.of(entities.toString()), media);
    }

    private static boolean isSticker(Optional<Media> media) {
        return media.filter(one -> one.kind() == MediaKind.STICKER).isPresent();
    }

    private static void check(Fields fields, String text, int longest) {
        if (text.length() > longest) {
            fields.wrong("text", "must have 1 to %d characters, not %d".formatted(longest, text.length()), text);
        } else if (TextRules.blank(text)) {
            fields.wrong("text", "must not be blank", text);
        } else if (TextRules.halved(text)) {
            fields.wrong("text", "holds half of a surrogate pair", text);
        }
    }

    private static boolean good(JsonNode entities) {
        if (!entities.isArray()) {
            return false;
        }
        for (JsonNode entity : entities) {
            boolean placed = entity.path("offset").isInt()
                    && entity.path("offset").intValue() >= 0
                    && entity.path("length").isInt()
                    && entity.path("length").intValue() > 0;
            if (!placed || !entity.path("type").isTextual()) {
                return false;
            }
        }
        return true;
    }
}
