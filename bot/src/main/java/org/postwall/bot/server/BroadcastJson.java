package org.postwall.bot.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
        JsonObject json = text(message);
        message.medium().ifPresent(medium -> {
            JsonObject media = new JsonObject().put("type", medium.type()).put("file", medium.file());
            json.put("media", media.mergeIn(medium.hints()));
            if (message.text().isEmpty()) {
                json.remove("text");
            }
        });
        return json;
    }

    /** Text or caption, with its formatting. */
    static JsonObject text(NewMessage message) {
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
        return new Progress(
                status(json.getString("status", "")),
                counts,
                json.getLong("total", 0L),
                json.getBoolean("finished"),
                json.getDouble("rate", 0.0),
                Optional.ofNullable(json.getLong("seconds_left")).map(Duration::ofSeconds),
                json.getJsonArray("errors", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .map(error -> new Progress.Problem(error.getString("reason"), error.getLong("count")))
                        .toList(),
                Optional.ofNullable(json.getString("trouble")));
    }

    /** A status of a newer server is taken for the usual one. */
    private static Progress.Status status(String word) {
        return Arrays.stream(Progress.Status.values())
                .filter(status -> status.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(Progress.Status.RUNNING);
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
