package org.postwall.simulator.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** A formatted text as one line for comparing: {@code text | type offset length argument, ...}. */
final class Shown {
    private Shown() {}

    static String html(String text) {
        return of(Formatting.parse(text, "HTML", null));
    }

    static String markdownV2(String text) {
        return of(Formatting.parse(text, "MarkdownV2", null));
    }

    static String markdown(String text) {
        return of(Formatting.parse(text, "Markdown", null));
    }

    static String plain(String text, String entities) {
        return of(Formatting.parse(text, null, entities == null ? null : new JsonArray(entities)));
    }

    static String of(FormattedText formatted) {
        return formatted.text().replace("\n", "⏎")
                + " | "
                + formatted.entities().stream()
                        .map(entity -> one((JsonObject) entity))
                        .collect(Collectors.joining(", "));
    }

    private static String one(JsonObject entity) {
        String base = entity.getString("type") + " " + entity.getInteger("offset") + " " + entity.getInteger("length");
        String rest = entity.stream()
                .filter(field -> !field.getKey().matches("type|offset|length"))
                .map(field -> field.getValue() instanceof JsonObject user
                        ? user.getLong("id").toString()
                        : String.valueOf(field.getValue()))
                .collect(Collectors.joining(" "));
        return rest.isEmpty() ? base : base + " " + rest;
    }
}
