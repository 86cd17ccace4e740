package org.postwall.bot.broadcast;

import java.time.Duration;

/** What came of an attempt to get in. */
public sealed interface Entry {
    /**
     * The person is in.
     *
     * @param missed how many messages were sent while the person was away
     * @param before whether the person was in already
     */
    record In(long missed, boolean before) implements Entry {}

    /** The token is wrong, or one is needed and none was given. */
    record WrongToken() implements Entry {}

    /**
     * There were too many wrong tokens.
     *
     * @param time how long even the right one is refused
     */
    record Locked(Duration time) implements Entry {
        /** The time in whole minutes, rounded up, so that who waits them is let in. */
        public long minutes() {
            return Math.max(1, (time.toSeconds() + 59) / 60);
        }
    }
}
