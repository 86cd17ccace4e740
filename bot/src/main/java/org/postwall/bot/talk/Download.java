package org.postwall.bot.talk;

import io.vertx.core.buffer.Buffer;

/**
 * A file that a person sent.
 *
 * @param path Telegram's own name for it, with an extension of its type
 * @param content its bytes
 */
public record Download(String path, Buffer content) {}
