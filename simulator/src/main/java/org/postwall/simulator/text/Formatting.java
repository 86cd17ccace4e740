package org.postwall.simulator.text;

import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The door to Telegram's reading of texts: markup or given entities in, plain text with entities out.
 *
 * <p>Source: Bot API, "Formatting options" and "MessageEntity"; details as TDLib has them.
 */
public final class Formatting {
    private Formatting() {}

    /**
     * Reads a text as Telegram does before it stores it.
     *
     * @param text what a bot or a person sent
     * @param parseModeOrNull "HTML", "MarkdownV2" or "Markdown" in any case; null, "" or "none" for plain text
     * @param entitiesOrNull Bot API MessageEntity objects; looked at only in plain text
     * @return the text, trimmed, with the given entities and those that Telegram finds by itself (commands, links, names ...)
     * @throws CantParse where Telegram refuses the text with code 400
     */
    public static FormattedText parse(String text, String parseModeOrNull, JsonArray entitiesOrNull) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new CantParse("strings must be encoded in UTF-8");
        }
        String mode = parseModeOrNull == null ? "" : Ascii.lower(parseModeOrNull);
        if (text.isEmpty() || mode.isEmpty() || mode.equals("none")) {
            return finish(text, entitiesOrNull == null ? List.of() : GivenEntities.read(entitiesOrNull));
        }
        Marked marked = switch (mode) {
            case "html" -> HtmlMarkup.parse(text);
            case "markdownv2" -> MarkdownV2Markup.parse(text);
            case "markdown" -> MarkdownMarkup.parse(text);
            default -> throw new CantParse("unsupported parse_mode");
        };
        return finish(marked.text().toString(), marked.entities());
    }

    private static FormattedText finish(String text, List<Entity> entities) {
        CleanText clean = CleanText.of(text, entities);
        JsonArray arranged = new JsonArray();
        for (Entity entity : Arrangement.of(clean.entities(), FoundEntities.in(clean.text()))) {
            arranged.add(entity.json(clean.text()));
        }
        return new FormattedText(clean.text(), arranged);
    }
}
