package org.postwall.bot.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.postwall.bot.broadcast.Entry;
import org.postwall.bot.broadcast.NewMessage;
import org.postwall.bot.broadcast.Presence;
import org.postwall.bot.broadcast.Progress;
import org.postwall.bot.broadcast.Shown;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;

/** The shapes of the broadcast's API ({@code openapi.yaml}), to and fro. */
final class BroadcastJson {
    private BroadcastJson() {}

    static JsonObject person(String pseudonym) {
        return new JsonObject().put("person", pseudonym);
    }

    static JsonObject shown(Shown token) {
        return person(token.person()).put("token", token.token());
    }

    static JsonObject chat(long id) {
        return new JsonObject().put("chat_id", id);
    }

    static JsonObject write(NewMessage message) {
        JsonObject json = new JsonObject().put("text", message.text());
        if (!message.entities().isEmpty()) {
            JsonArray entities = new JsonArray();
            message.entities().forEach(entity -> entities.add(entity(entity)));
            json.put("entities", entities);
        }
        return json;
    }

    static long id(JsonObject json) {
        return json.getLong("id");
    }

    static boolean isMaster(JsonObject json) {
        return json.getBoolean("master");
    }

    static Entry missed(JsonObject json) {
        return new Entry.In(json.getLong("missed", 0L), false);
    }

    static Presence presence(JsonObject json) {
        return new Presence(json.getBoolean("following"), json.getLong("missed", 0L));
    }

    static Progress progress(JsonObject json) {
        Map<String, Long> counts = new HashMap<>();
        JsonObject given = json.getJsonObject("counts", new JsonObject());
        given.fieldNames().forEach(state -> counts.put(state, given.getLong(state)));
        return new Progress(counts, json.getBoolean("finished"));
    }

    /** As the Bot API names the fields of a <a href="https://core.telegram.org/bots/api#messageentity">MessageEntity</a>. */
    private static JsonObject entity(MessageEntity entity) {
        JsonObject json = new JsonObject()
                .put("type", entity.getType())
                .put("offset", entity.getOffset())
                .put("length", entity.getLength());
        putIfPresent(json, "url", entity.getUrl());
        putIfPresent(json, "language", entity.getLanguage());
        putIfPresent(json, "custom_emoji_id", entity.getCustomEmojiId());
        putIfPresent(json, "unix_time", entity.getUnixTime());
        putIfPresent(json, "date_time_format", entity.getDateTimeFormat());
        User user = entity.getUser();
        if (user != null) {
            json.put(
                    "user",
                    new JsonObject()
                            .put("id", user.getId())
                            .put("is_bot", user.getIsBot())
                            .put("first_name", user.getFirstName()));
        }
        return json;
    }

    private static void putIfPresent(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
