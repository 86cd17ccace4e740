package org.postwall.bot.broadcast;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a message got.
 *
 * @param status what was ordered about it last
 * @param counts how many deliveries are in each state
 * @param recipients how many deliveries the server says there are
 * @param finished whether every delivery has ended
 * @param rate sends per second just now
 * @param left how long it will take, where that is known
 * @param problems what went wrong
 * @param trouble why nothing leaves at all, where that is so
 */
public record Progress(
        Status status,
        Map<String, Long> counts,
        long recipients,
        boolean finished,
        double rate,
        Optional<Duration> left,
        List<Problem> problems,
        Optional<String> trouble) {
    /** What was ordered about a message last. */
    public enum Status {
        RUNNING,
        PAUSED,
        CANCELLED,
        RECALLED
    }

    /** Something that went wrong with deliveries, and with how many. */
    public record Problem(String reason, long count) {}

    public Progress {
        counts = Map.copyOf(counts);
        problems = List.copyOf(problems);
    }

    /** One of which only the counts are known. */
    Progress(Map<String, Long> counts, boolean finished) {
        this(Status.RUNNING, counts, 0, finished, 0, Optional.empty(), List.of(), Optional.empty());
    }

    long in(State state) {
        return counts.getOrDefault(state.word(), 0L);
    }

    /** All deliveries, also in states that this version doesn't know. */
    long total() {
        return Math.max(
                recipients, counts.values().stream().mapToLong(Long::longValue).sum());
    }

    /** The share of deliveries that have ended, in whole percent; 100 only when the server says that all have. */
    int percent() {
        long total = total();
        long done = 0;
        for (State state : State.values()) {
            done += state.isFinal() ? in(state) : 0;
        }
        int share = total == 0 ? 0 : (int) (done * 100 / total);
        return finished ? share : Math.min(share, 99);
    }

    /** Whether nothing changes any more unless somebody wants it. Copies are deleted after a message is finished, too. */
    boolean isSettled() {
        return finished && (status != Status.RECALLED || in(State.SENT) == 0);
    }
}
