package org.postwall.server.outbox;

import java.time.Instant;

/**
 * What became of a claimed delivery.
 *
 * @param claim the delivery
 * @param state where it stands now
 * @param attempts how often it was handed to Telegram, as far as that counts
 * @param dueAt when it is tried again; null where it isn't
 * @param messageId Telegram's number of the message in its chat; 0 where there is none
 * @param revision how often the content had been edited when it was sent
 * @param reason why it isn't sent, in words; null where it is
 * @param cause why it isn't sent, as it is counted
 */
record Outcome(
        Claim claim,
        State state,
        int attempts,
        Instant dueAt,
        int messageId,
        int revision,
        String reason,
        Cause cause) {
    static Outcome sent(Claim claim, int messageId, int revision) {
        return new Outcome(claim, State.SENT, claim.attempts(), null, messageId, revision, null, Cause.NONE);
    }

    static Outcome ended(Claim claim, State state, Cause cause, String reason) {
        return new Outcome(claim, state, claim.attempts(), null, 0, 0, reason, cause);
    }

    static Outcome again(Claim claim, Instant dueAt, Cause cause, String reason) {
        return new Outcome(claim, State.RETRY, claim.attempts(), dueAt, 0, 0, reason, cause);
    }

    /** It never left, for a reason that is not its own: the attempt doesn't count. */
    static Outcome back(Claim claim) {
        return new Outcome(claim, State.QUEUED, claim.attempts() - 1, null, 0, 0, null, Cause.NONE);
    }

    /** Whether the chat can't be written to at all. */
    boolean unreachable() {
        return cause == Cause.UNREACHABLE;
    }
}
