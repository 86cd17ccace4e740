package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** What is known of sources. */
interface Catalogue {
    /** Those of these that there are. */
    Future<List<Entry>> entries(Collection<String> sources);

    /** Those that aren't finished, then the others, each the newest first. */
    Future<List<Entry>> newest(int most);

    /** Numbers of finished sources are final, so they are kept beside them. */
    Future<Void> keep(Entry entry, Numbers numbers);

    /**
     * A source.
     *
     * @param at when it was accepted, ISO 8601 in UTC
     * @param whole whether all of its audience has a delivery
     * @param rate deliveries that ended per second lately
     * @param opened how often it was opened
     * @param kept the numbers of a finished source, once they were counted; null before
     */
    record Entry(
            String id,
            String bot,
            long order,
            String at,
            Status status,
            boolean whole,
            boolean finished,
            double rate,
            int opened,
            Numbers kept) {}
}
