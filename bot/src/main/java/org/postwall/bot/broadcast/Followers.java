package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.Optional;

/** Following as people need it. Calls fail with {@link BroadcastAway} or {@link BroadcastRefused}. */
public interface Followers {
    /** The same on one errand, whose name stands in the logs of all that its calls pass. */
    default Followers named(String errand) {
        return this;
    }

    /** Makes a chat follow; who never followed must show a token. */
    Future<Entry> follow(long chat, Optional<Shown> token);

    /** Ends following, also where nobody followed. */
    Future<Void> unfollow(long chat);

    /** Says that a person is there: wrote, tapped, or let the bot in again. */
    Future<Presence> here(long chat);

    /** Says that a person shut the bot out. */
    Future<Void> gone(long chat);

    /** Says what of the missed messages a chat wants. */
    Future<Void> catchUp(long chat, CatchUp choice);
}
