package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is changed about deliveries beside their sending. */
interface Corrections {
    /** Calls off what of a source hasn't left yet. */
    Future<Long> cancel(String source);

    /** Ends what hasn't left yet of these sources for one chat; {@link #give} takes it up again. */
    Future<Void> stop(Collection<String> sources, long chat, State state, String reason);

    /**
     * Sees to it that a chat has a delivery of each of these sources, the lowest order first, and that what was stopped of
     * them for it is queued again.
     *
     * @param orders of the sources
     */
    Future<Void> give(String bot, long chat, Map<String, Long> orders);

    /** Queues again what failed of a source. */
    Future<Void> retry(String source);

    /**
     * Some messages of a source that chats have and that aren't as they should be yet.
     *
     * @param revision the content's; negative: they are to be deleted
     */
    Future<List<Copy>> outdated(String source, int revision, int most);

    /** Notes what became of messages that were edited or deleted in their chats. */
    Future<Void> corrected(String source, List<Corrected> done);
}
