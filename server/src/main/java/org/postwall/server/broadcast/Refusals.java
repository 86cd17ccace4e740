package org.postwall.server.broadcast;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.postwall.telegram.Refused;

/**
 * The files that Telegram lately would not take: after it refused one to several people in a row, nobody's turn costs
 * another upload for a while. One refusal alone proves nothing about the file, as a person may forbid voice messages.
 * Not thread-safe.
 */
final class Refusals {
    private static final int ENOUGH = 3;
    private static final Duration WHILE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1000;

    private final Map<String, Refusal> all = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .<String, Refusal>build()
            .asMap();
    private final Clock clock;

    private record Refusal(Refused last, int inARow, Instant at) {}

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** What Telegram would say if the file were sent now. */
    Optional<Refused> of(String file) {
        return Optional.ofNullable(all.get(file))
                .filter(found -> found.inARow() >= ENOUGH)
                .filter(found -> found.at().plus(WHILE).isAfter(clock.instant()))
                .map(Refusal::last);
    }

    /** Telegram didn't take a file. Who can't be reached at all says nothing about it. */
    void note(String file, Throwable failure) {
        if (failure instanceof Refused refused && !refused.unreachable() && !refused.unknownToken()) {
            Refusal before = all.get(file);
            all.put(file, new Refusal(refused, before == null ? 1 : before.inARow() + 1, clock.instant()));
        }
    }

    /** Telegram took a file. */
    void forget(String file) {
        all.remove(file);
    }

    /** Of another bot than all before. */
    void clear() {
        all.clear();
    }
}
