package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of deliveries. */
interface Ledger {
    /** How many deliveries of each of these sources stand where. */
    Future<Map<String, Map<State, Long>>> counts(Collection<String> sources);

    /** Why deliveries of a source failed, wait to be tried again or are unknown; the most frequent first. */
    Future<List<Reason>> reasons(String source, int most);

    /** Deliveries of a source above a chat, ascending. */
    Future<List<Delivery>> list(String source, Optional<State> state, long after, int most);

    /** Whether any delivery of a source isn't in a final state. */
    Future<Boolean> pending(String source);

    /** Where a chat's deliveries of these sources stand; those that were stopped for this chat aren't among them. */
    Future<Map<String, State>> standing(Collection<String> sources, long chat);
}
