package org.postwall.server.broadcast;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Messages and how far they are, as the API shows them. */
final class MessageJson {
    private MessageJson() {}

    /** A message in a list. */
    static JsonObject brief(Message message, Progress progress) {
        Content content = message.content();
        JsonObject json = new JsonObject().put("id", message.id()).put("text", content.text());
        content.parseMode().ifPresent(mode -> json.put("parse_mode", mode));
        content.entities().ifPresent(entities -> json.put("entities", new JsonArray(entities)));
        content.media().ifPresent(media -> json.put("media", media(media)));
        return json.put("at", message.at())
                .put("guarantee", message.once() ? "at_most_once" : "at_least_once")
                .mergeIn(standing(progress));
    }

    /** A message by itself. */
    static JsonObject whole(Message message, Progress progress) {
        return brief(message, progress).mergeIn(pace(progress));
    }

    /** Numbers only. */
    static JsonObject progress(long id, Progress progress) {
        return new JsonObject().put("id", id).mergeIn(standing(progress)).mergeIn(pace(progress));
    }

    private static JsonObject standing(Progress progress) {
        JsonObject counts = new JsonObject();
        progress.counts().forEach(counts::put);
        return new JsonObject()
                .put("status", progress.status())
                .put("total", progress.total())
                .put("counts", counts)
                .put("finished", progress.finished());
    }

    private static JsonObject pace(Progress progress) {
        JsonArray errors = new JsonArray();
        progress.errors()
                .forEach((reason, count) ->
                        errors.add(new JsonObject().put("reason", reason).put("count", count)));
        JsonObject json = new JsonObject().put("rate", progress.rate()).put("errors", errors);
        progress.secondsLeft().ifPresent(seconds -> json.put("seconds_left", seconds));
        progress.trouble().ifPresent(trouble -> json.put("trouble", trouble));
        return json;
    }

    private static JsonObject media(Media media) {
        return new JsonObject()
                .put("type", media.kind().text())
                .put("file", media.file())
                .mergeIn(media.hints());
    }

    static JsonObject recipient(Recipient one) {
        JsonObject json = new JsonObject()
                .put("chat_id", one.chat())
                .put("state", one.state())
                .put("attempts", one.attempts());
        one.message().ifPresent(number -> json.put("message_id", number));
        one.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }
}
