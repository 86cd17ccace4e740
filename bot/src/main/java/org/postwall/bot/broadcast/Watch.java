package org.postwall.bot.broadcast;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.postwall.bot.talk.Language;

/**
 * A message of the bot that shows how far a broadcast got.
 *
 * @param broadcast the number of the message for all followers
 * @param chat where the bot's message is
 * @param message which one it is
 * @param language the language it is in
 */
record Watch(long broadcast, long chat, int message, Language language) {
    JsonObject write() {
        return new JsonObject()
                .put("broadcast", broadcast)
                .put("chat", chat)
                .put("message", message)
                .put("language", language.name());
    }

    /** Reads what was written; nothing where this version can't. */
    static Optional<Watch> read(Object written) {
        try {
            JsonObject json = (JsonObject) written;
            return Optional.of(new Watch(
                    json.getLong("broadcast"),
                    json.getLong("chat"),
                    json.getInteger("message"),
                    Language.valueOf(json.getString("language"))));
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
