package org.postwall.bot.broadcast;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/** A message that the server did not confirm, as it is kept among the states of its chat. */
final class Unsent {
    private Unsent() {}

    /** {@code source} is the message it was written in. */
    static JsonObject write(int source, NewMessage message) {
        JsonArray entities = new JsonArray();
        message.entities().forEach(entity -> entities.add(JsonObject.mapFrom(entity)));
        return new JsonObject()
                .put("unsent", "" + source)
                .put("key", message.key())
                .put("text", message.text())
                .put("entities", entities);
    }

    /** Nothing where another message, or none, is kept. */
    static Optional<NewMessage> read(JsonObject json, String source) {
        if (!json.getString("unsent", "").equals(source)) {
            return Optional.empty();
        }
        JsonArray entities = json.getJsonArray("entities");
        return Optional.of(new NewMessage(
                json.getString("key"),
                json.getString("text"),
                entities.stream()
                        .map(entity -> ((JsonObject) entity).mapTo(MessageEntity.class))
                        .toList()));
    }
}
