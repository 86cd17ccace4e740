package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A message about to be posted.
 *
 * @param markup InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply
 * @param replyTo the message of the same chat it answers
 * @param origin the Bot API's {@code MessageOrigin}, for a forwarded message
 * @param album the {@code media_group_id} its neighbours share
 */
public record Draft(
        Content content,
        Optional<JsonObject> markup,
        OptionalInt replyTo,
        Optional<JsonObject> origin,
        Optional<String> album,
        boolean isProtected) {
    public static Draft of(Content content) {
        return new Draft(content, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), false);
    }

    public Draft markup(Optional<JsonObject> newMarkup) {
        return new Draft(content, newMarkup, replyTo, origin, album, isProtected);
    }

    public Draft replyTo(OptionalInt id) {
        return new Draft(content, markup, id, origin, album, isProtected);
    }

    public Draft origin(JsonObject newOrigin) {
        return new Draft(content, markup, replyTo, Optional.of(newOrigin), album, isProtected);
    }

    public Draft album(String id) {
        return new Draft(content, markup, replyTo, origin, Optional.of(id), isProtected);
    }

    public Draft protect(boolean yes) {
        return new Draft(content, markup, replyTo, origin, album, yes);
    }
}
