package org.postwall.simulator.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.postwall.simulator.world.Bot;

/** The last {@value #LIMIT} Bot API calls, numbered in the order in which they were answered or cut. */
public final class CallLog {
    private static final int LIMIT = 1 << 18;

    private final NotedCall[] ring = new NotedCall[LIMIT];
    private long last;

    /** Notes a call that has ended; {@code status} 0 means that the connection was cut. */
    public void add(
            Instant at, Optional<Bot> bot, String method, String chat, int status, int errorCode, int retryAfter) {
        last++;
        ring[(int) (last % LIMIT)] =
                new NotedCall(last, at, bot.map(Bot::id).orElse(0L), method, chat, status, errorCode, retryAfter);
    }

    /** The kept calls after number {@code since} that match, oldest first. */
    public List<NotedCall> after(long since, Predicate<NotedCall> wanted) {
        List<NotedCall> found = new ArrayList<>();
        for (long seq = Math.max(since + 1, last - LIMIT + 1); seq <= last; seq++) {
            NotedCall call = seq > 0 ? ring[(int) (seq % LIMIT)] : null;
            if (call != null && wanted.test(call)) {
                found.add(call);
            }
        }
        return found;
    }

    /** Forgets the calls; numbers go on, so that an old {@code since} stays true. */
    public void forget() {
        Arrays.fill(ring, null);
    }
}
