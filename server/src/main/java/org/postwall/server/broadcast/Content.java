package org.postwall.server.broadcast;

import java.util.Optional;

/**
 * What a message says.
 *
 * @param text 1 to 4096 UTF-16 units, verbatim
 * @param parseMode how Telegram is to read the text: {@code HTML}, {@code Markdown} or {@code MarkdownV2}
 * @param entities formatting by position instead: a JSON array of MessageEntity (Bot API), kept as text, since a field
 *     of someone else's JSON could mean something to the store
 */
public record Content(String text, Optional<String> parseMode, Optional<String> entities) {}
