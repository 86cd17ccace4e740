package org.postwall.bot.broadcast;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/**
 * The messages of a chat that the server did not confirm, as they are kept among its states: each under the number of the
 * message it was written in, the newest {@value #MOST}. Of a medium Telegram's id is kept, not the bytes.
 */
final class Unsent {
    private static final int MOST = 30;
    private static final String FIELD = "unsent";

    private Unsent() {}

    /** The state with one more, or another, message. */
    static JsonObject with(JsonObject state, String source, NewMessage message) {
        JsonObject all = all(state);
        all.remove(source);
        all.put(source, write(message));
        while (all.size() > MOST) {
            all.remove(all.fieldNames().iterator().next());
        }
        return state.put(FIELD, all);
    }

    static JsonObject without(JsonObject state, String source) {
        JsonObject all = all(state);
        all.remove(source);
        return state.put(FIELD, all);
    }

    static Optional<NewMessage> read(JsonObject state, String source) {
        return Optional.ofNullable(all(state).getJsonObject(source)).map(Unsent::read);
    }

    private static JsonObject all(JsonObject state) {
        return state.getValue(FIELD) instanceof JsonObject all ? all : new JsonObject();
    }

    private static JsonObject write(NewMessage message) {
        JsonArray entities = new JsonArray();
        message.entities().forEach(entity -> entities.add(JsonObject.mapFrom(entity)));
        JsonObject json = new JsonObject()
                .put("key", message.key())
                .put("text", message.text())
                .put("entities", entities);
        message.medium()
                .ifPresent(medium -> json.put(
                        "medium",
                        new JsonObject()
                                .put("type", medium.type())
                                .put("file", medium.file())
                                .put("hints", medium.hints())));
        return json;
    }

    private static NewMessage read(JsonObject json) {
        return new NewMessage(
                json.getString("key"),
                json.getString("text"),
                json.getJsonArray("entities").stream()
                        .map(entity -> ((JsonObject) entity).mapTo(MessageEntity.class))
                        .toList(),
                Optional.ofNullable(json.getJsonObject("medium"))
                        .map(medium -> new Medium(
                                medium.getString("type"), medium.getString("file"), medium.getJsonObject("hints"))));
    }
}
