package org.postwall.server.broadcast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is remembered of one person's wrong tokens.
 *
 * @param version raised with each change; 0: nothing is stored
 * @param wrong when the wrong ones came that no lock followed yet, oldest first
 * @param locks how many locks came one after another, each within a day of the one before
 * @param locked when the last lock began
 * @param until when it ends
 */
record Attempts(long version, List<Instant> wrong, int locks, Optional<Instant> locked, Optional<Instant> until) {
    static final Attempts NONE = new Attempts(0, List.of(), 0, Optional.empty(), Optional.empty());
    /** Within this time wrong tokens are counted together; the first lock lasts as long. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration MEMORY = Duration.ofDays(1);
    private static final int MOST = 5;

    Attempts {
        wrong = List.copyOf(wrong);
    }

    /** For how long the person is still refused. */
    Optional<Duration> refused(Instant now) {
        return until.filter(end -> end.isAfter(now)).map(end -> Duration.between(now, end));
    }

    /** The next version, with nothing new in it. */
    Attempts seen() {
        return new Attempts(version + 1, wrong, locks, locked, until);
    }

    Attempts wrong(Instant now) {
        List<Instant> recent = Stream.concat(
                        wrong.stream().filter(at -> at.plus(WINDOW).isAfter(now)), Stream.of(now))
                .toList();
        if (recent.size() < MOST) {
            return new Attempts(version + 1, recent, locks, locked, until);
        }
        boolean again = locked.filter(at -> at.plus(MEMORY).isAfter(now)).isPresent();
        int count = again ? locks + 1 : 1;
        Instant end = now.plus(WINDOW.multipliedBy(1L << (count - 1)));
        return new Attempts(version + 1, List.of(), count, Optional.of(now), Optional.of(end));
    }

    /** When nothing of this matters any more. */
    Instant expires(Instant now) {
        return Stream.of(Optional.of(now.plus(WINDOW)), locked.map(at -> at.plus(MEMORY)), until)
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
