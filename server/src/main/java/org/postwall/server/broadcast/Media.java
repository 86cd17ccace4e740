package org.postwall.server.broadcast;

import io.vertx.core.json.JsonObject;

/**
 * A file that a message carries.
 *
 * @param kind as what it is shown
 * @param file id of the stored file
 * @param hints what Telegram is told of it besides: {@code name, duration, width, height, performer, title, spoiler,
 *     caption_above}; each may be absent
 */
public record Media(MediaKind kind, String file, JsonObject hints) {}
