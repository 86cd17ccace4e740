package org.postwall.bot.wall;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;

/** Where a person stands in adding a post. */
sealed interface Step {
    /** Nothing was asked: no text is stored. */
    record Idle() implements Step {}

    /** The bot asked for a text; the next one is stored. */
    record Asked() implements Step {}

    /**
     * A text was asked for and came, but could not be stored.
     *
     * @param message the message it was written in
     * @param post what is to be stored when the person tries again
     */
    record Failed(int message, NewPost post) implements Step {}

    /**
     * A text was stored.
     *
     * @param message the message it was written in, so that the same message is known when it comes again
     */
    record Stored(int message) implements Step {}

    default JsonObject write() {
        JsonObject json = new JsonObject();
        if (this instanceof Asked) {
            json.put("step", "asked");
        } else if (this instanceof Stored stored) {
            json.put("step", "stored").put("message", stored.message());
        } else if (this instanceof Failed failed) {
            NewPost post = failed.post();
            json.put("step", "failed")
                    .put("message", failed.message())
                    .put("key", post.key())
                    .put("id", post.author().id())
                    .put("first_name", post.author().firstName())
                    .put("last_name", post.author().lastName())
                    .put("username", post.author().username())
                    .put("text", post.message())
                    .put("at", post.at().toString());
        }
        return json;
    }

    /** Reads a state; one that this version doesn't know counts as none. */
    static Step read(JsonObject json) {
        try {
            return switch (json.getString("step", "")) {
                case "asked" -> new Asked();
                case "stored" -> new Stored(json.getInteger("message"));
                case "failed" ->
                    new Failed(
                            json.getInteger("message"),
                            new NewPost(
                                    json.getString("key"),
                                    new NewPost.Author(
                                            json.getLong("id"),
                                            json.getString("first_name"),
                                            json.getString("last_name"),
                                            json.getString("username")),
                                    json.getString("text"),
                                    Instant.parse(json.getString("at"))));
                default -> new Idle();
            };
        } catch (ClassCastException | NullPointerException | DateTimeException e) {
            return new Idle();
        }
    }
}
