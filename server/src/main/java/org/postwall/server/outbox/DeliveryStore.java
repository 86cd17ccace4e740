package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The deliveries of all bots, as they are sent. Every change says under which fence it is made: what an owner of the past
 * still writes finds nothing to change.
 */
interface DeliveryStore {
    /** Adds a delivery for each chat that has none of this source yet. */
    Future<Void> add(String bot, String source, long order, Collection<Long> chats);

    /**
     * Takes deliveries to send now, the lowest order first, one per chat at most: queued ones of chats other than {@code
     * without}, and those whose time to be tried again has come.
     *
     * @param sources those that may be sent; of others nothing is taken
     */
    Future<List<Claim>> claim(
            String bot, long fence, Collection<String> sources, Set<Long> without, int most, Instant now);

    /** Writes down what became of deliveries that were claimed under this fence. */
    Future<Void> settle(long fence, List<Outcome> outcomes);

    /** A claimed delivery goes to another chat, unless that has one of its source: a group that became a supergroup. */
    Future<Void> move(String bot, Claim claim, long chat);

    /**
     * Ends what is in {@link State#SENDING} and sent by nobody. What owners before this fence left behind is queued again,
     * or unknown; what this owner claimed without ever hearing so is queued, as if it had not been claimed.
     *
     * @param once the sources that promise {@link Guarantee#AT_MOST_ONCE}
     * @param busy the chats to which this owner sends
     */
    Future<Void> recover(String bot, long fence, Collection<String> once, Set<Long> busy);

    /** The chats that wait for a delivery to be tried again. */
    Future<Set<Long>> retrying(String bot);
}
