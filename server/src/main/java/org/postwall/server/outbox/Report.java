package org.postwall.server.outbox;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a source is.
 *
 * @param at when it was accepted, ISO 8601 in UTC
 * @param finished whether everybody it is for has a delivery and each is in a final state
 * @param counts how many deliveries stand where
 * @param rate deliveries that ended per second lately
 * @param secondsLeft how long the rest takes at this rate; empty while nobody knows
 * @param reasons why some aren't sent, the most frequent first
 * @param trouble why nothing leaves at all, in words; null where all is well
 */
public record Report(
        String id,
        String at,
        Status status,
        boolean finished,
        Map<State, Long> counts,
        double rate,
        OptionalLong secondsLeft,
        List<Reason> reasons,
        String trouble) {
    public long total() {
        return new Numbers(counts, reasons).total();
    }
}
