package org.postwall.bot.broadcast;

import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One medium of a message.
 *
 * @param type photo, video, animation, document, audio, voice or sticker
 * @param file its file: Telegram's id as long as only Telegram has it, then the server's
 * @param hints what Telegram is told of it, by the names of the server's API
 */
public record Medium(String type, String file, JsonObject hints) {
    private static final Pattern EXTENSION = Pattern.compile("\\.(\\w{1,8})$");

    /** The same once the server has its file. */
    Medium kept(String id) {
        return new Medium(type, id, hints);
    }

    /** A file name that tells the type and nothing else. */
    String plainName(String path) {
        Matcher found = EXTENSION.matcher(path);
        return type + (found.find() ? found.group() : ".bin");
    }
}
