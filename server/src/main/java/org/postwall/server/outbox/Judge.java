package org.postwall.server.outbox;

import java.time.Clock;
import java.time.Duration;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

/**
 * Says what a failed send means for its delivery. Floods never come here: the gate waits and sends again by itself.
 *
 * <p>Codes by the Bot API, "Making requests".
 */
final class Judge {
    /** Over twenty minutes: an outage of Telegram fails nobody. After a retry by hand there are as many again. */
    private static final int MOST_ATTEMPTS = 12;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Clock clock;

    Judge(Clock clock) {
        this.clock = clock;
    }

    Outcome judge(Claim claim, Guarantee guarantee, Throwable failure) {
        if (failure instanceof Refused refused) {
            String reason = refused.code() + " " + refused.description();
            if (refused.unknownToken()) {
                return Outcome.back(claim);
            }
            Cause cause = refused.unreachable() ? Cause.UNREACHABLE : Cause.REFUSED;
            return Outcome.ended(claim, State.FAILED, cause, reason);
        }
        if (failure instanceof NoAnswer silence) {
            if (silence.mayHaveHappened() && guarantee == Guarantee.AT_MOST_ONCE) {
                return Outcome.ended(claim, State.UNKNOWN, Cause.NO_ANSWER, silence.getMessage());
            }
            return later(claim, silence.getMessage());
        }
        // A fault of our own: it would be the same the next time.
        return Outcome.ended(claim, State.FAILED, Cause.INTERNAL, "it can't be sent: " + failure.getMessage());
    }

    private Outcome later(Claim claim, String reason) {
        int spent = (claim.attempts() - 1) % MOST_ATTEMPTS + 1;
        if (spent == MOST_ATTEMPTS) {
            return Outcome.ended(claim, State.FAILED, Cause.NO_ANSWER, reason);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (spent - 1));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return Outcome.again(claim, clock.instant().plus(bounded), Cause.NO_ANSWER, reason);
    }
}
