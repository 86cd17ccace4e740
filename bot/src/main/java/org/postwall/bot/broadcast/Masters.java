package org.postwall.bot.broadcast;

import io.vertx.core.Future;

/**
 * Who may write to all followers. Persons are named by their {@link Pseudonyms}. Calls fail with {@link BroadcastAway} or
 * {@link BroadcastRefused}.
 */
public interface Masters {
    /** The same on one errand, whose name stands in the logs of all that its calls pass. */
    default Masters named(String errand) {
        return this;
    }

    Future<Boolean> isMaster(String person);

    /** Makes who shows the token a master if it is right. */
    Future<Entry> register(Shown token);
}
