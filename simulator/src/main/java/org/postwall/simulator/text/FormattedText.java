package org.postwall.simulator.text;

import io.vertx.core.json.JsonArray;

/**
 * A text as a chat shows it, with its entities.
 *
 * @param text cleaned and trimmed; empty where nothing visible is left
 * @param entities Bot API MessageEntity objects, sorted; offsets and lengths in UTF-16 units of {@code text}
 */
public record FormattedText(String text, JsonArray entities) {}
