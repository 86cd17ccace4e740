package org.postwall.server.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.postwall.server.http.TextRules;

/** Reads the body of {@code POST /messages}: as strict as Telegram where that is cheap to know beforehand. */
final class ContentReader {
    private static final int LONGEST_TEXT = 4096;
    /** Bot API, "Formatting options". */
    private static final Set<String> MODES = Set.of("HTML", "Markdown", "MarkdownV2");

    private ContentReader() {}

    static Content read(JsonNode body) {
        Fields fields = new Fields(body);
        String text = fields.required("text", fields.text("text"));
        if (!text.isEmpty()) {
            check(fields, text);
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
        return new Content(text, mode, entities.isMissingNode() ? Optional.empty() : Optional.of(entities.toString()));
    }

    private static void check(Fields fields, String text) {
        if (text.length() > LONGEST_TEXT) {
            fields.wrong("text", "must have 1 to %d characters, not %d".formatted(LONGEST_TEXT, text.length()), text);
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
