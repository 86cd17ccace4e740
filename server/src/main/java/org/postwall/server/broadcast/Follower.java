package org.postwall.server.broadcast;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A chat that gets the messages, or did once.
 *
 * @param chat id of the chat in Telegram
 * @param unreachable whether Telegram said that the bot can't write there
 * @param since when {@code following} became what it is
 * @param cursor up to this number nothing is missing; above it, deliveries say what the chat has
 * @param until while catching up: the last message missed in the absence
 * @param asked whether how much to catch up is a question that the person has not answered yet
 * @param version raised with each change; 1: new
 */
record Follower(
        long chat,
        boolean following,
        boolean unreachable,
        Instant since,
        long cursor,
        OptionalLong until,
        boolean asked,
        long version) {
    static Follower first(long chat, Instant now, long last) {
        return new Follower(chat, true, false, now, last, OptionalLong.empty(), false, 1);
    }

    /** Whether messages come as they are sent. */
    boolean live() {
        return following && !unreachable && until.isEmpty();
    }

    /** Whether it is to be given what it missed. */
    boolean catchesUp() {
        return following && !unreachable && until.isPresent() && !asked;
    }

    /** Gets messages again, having missed what is numbered above the cursor up to {@code last}. */
    Follower back(Instant now, long last, boolean ask) {
        return new Follower(
                chat, true, false, following ? since : now, cursor, OptionalLong.of(last), ask, version + 1);
    }

    /** Goes, when nothing up to {@code settled} is under way. */
    Follower gone(Instant now, long settled) {
        return new Follower(chat, false, unreachable, now, known(settled), OptionalLong.empty(), false, version + 1);
    }

    /** Can't be reached, when nothing up to {@code settled} is under way. */
    Follower lost(long settled) {
        return new Follower(chat, following, true, since, known(settled), OptionalLong.empty(), false, version + 1);
    }

    private long known(long settled) {
        return live() ? Math.max(cursor, settled) : cursor;
    }

    /** Wants what is missing above {@code from}. */
    Follower chose(long from) {
        return new Follower(chat, following, unreachable, since, from, until, false, version + 1);
    }

    /** Has everything up to {@code number}. */
    Follower has(long number) {
        return new Follower(chat, following, unreachable, since, number, until, false, version + 1);
    }

    /** Has or will have everything up to {@code number}, and gets messages as they are sent. */
    Follower caughtUp(long number) {
        return new Follower(chat, following, unreachable, since, number, OptionalLong.empty(), false, version + 1);
    }

    /** The same in another chat. */
    Follower in(long other) {
        return new Follower(other, following, unreachable, since, cursor, until, asked, 1);
    }
}
