package org.postwall.server.broadcast;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a message is.
 *
 * @param status what is to be done with it: {@code running, paused, cancelled, recalled}
 * @param finished whether everybody it is for has it, or never will
 * @param total how many deliveries there are so far
 * @param counts how many are in each state
 * @param rate deliveries that ended per second lately
 * @param secondsLeft how long the rest takes at this rate
 * @param errors why some aren't sent, and how many each; the most frequent first
 * @param trouble why nothing leaves at all, in words
 */
public record Progress(
        String status,
        boolean finished,
        long total,
        Map<String, Long> counts,
        double rate,
        OptionalLong secondsLeft,
        Map<String, Long> errors,
        Optional<String> trouble) {
    /** Of a message that was stored a moment ago. */
    static final Progress NONE =
            new Progress("running", false, 0, Map.of(), 0, OptionalLong.empty(), Map.of(), Optional.empty());
}
