package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import org.postwall.simulator.text.CantParse;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.text.Formatting;

/** Texts with their formatting, held to Telegram's lengths. Lengths count characters after parsing, not bytes. */
final class Texts {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;
    /** In bytes, before parsing. */
    private static final int LONGEST_MARKUP = 1 << 15;

    FormattedText message(Params params) {
        FormattedText parsed = parse(params, "text", "entities");
        if (parsed.text().isEmpty()) {
            throw Refusal.bad("message text is empty");
        }
        if (length(parsed) > LONGEST_TEXT) {
            throw Refusal.bad("message is too long");
        }
        return parsed;
    }

    FormattedText caption(Params params) {
        FormattedText parsed = parse(params, "caption", "caption_entities");
        if (length(parsed) > LONGEST_CAPTION) {
            throw Refusal.bad("message caption is too long");
        }
        return parsed;
    }

    private static FormattedText parse(Params params, String field, String entities) {
        String text = params.text(field);
        if (text.length() > LONGEST_MARKUP / 3 && text.getBytes(StandardCharsets.UTF_8).length > LONGEST_MARKUP) {
            throw Refusal.bad("text is too long");
        }
        JsonArray given = params.array(entities, "entities").orElse(null);
        try {
            return Formatting.parse(text, params.text("parse_mode"), given);
        } catch (CantParse complaint) {
            throw Refusal.bad(complaint.getMessage());
        }
    }

    private static int length(FormattedText text) {
        return text.text().codePointCount(0, text.text().length());
    }
}
