package org.postwall.server.broadcast;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A chat that gets the messages, or did once.
 *
 * @param chat id of the chat in Telegram
 * @param since when {@code following} became what it is
 * @param cursor number of the last message that needs no catching up
 * @param until while catching up: the last message missed in the absence; those after {@code cursor} up to this are due
 * @param asked whether how much to catch up is a question that the person has not answered yet
 * @param version raised with each change; 1: new
 */
record Follower(
        long chat, boolean following, Instant since, long cursor, OptionalLong until, boolean asked, long version) {
    static Follower first(long chat, Instant now, long last) {
        return new Follower(chat, true, now, last, OptionalLong.empty(), false, 1);
    }

    /** Follows again, having missed what is numbered above the cursor up to {@code last}. */
    Follower back(Instant now, long last, boolean ask) {
        return new Follower(chat, true, now, cursor, OptionalLong.of(last), ask, version + 1);
    }

    /** Goes, knowing everything up to {@code last} unless some is still to be caught up. */
    Follower gone(Instant now, long last) {
        long known = until.isPresent() ? cursor : Math.max(cursor, last);
        return new Follower(chat, false, now, known, OptionalLong.empty(), false, version + 1);
    }

    /** Wants what is missing above {@code from}. */
    Follower chose(long from) {
        boolean some = until.isPresent() && from < until.getAsLong();
        return new Follower(chat, following, since, from, some ? until : OptionalLong.empty(), false, version + 1);
    }
}
