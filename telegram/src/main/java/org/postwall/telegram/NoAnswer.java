package org.postwall.telegram;

/**
 * No answer of the Bot API came: no connection, no answer in time, a 5xx, or something that isn't the API's JSON (a
 * proxy's error page). It says nothing about the call itself.
 */
public final class NoAnswer extends TelegramFailure {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveHappened;

    private NoAnswer(String method, String message, boolean mayHaveHappened) {
        super(method, message);
        this.mayHaveHappened = mayHaveHappened;
    }

    /** The request never left, so the call can't have had its effect. */
    public static NoAnswer notSent(String method, String why) {
        return new NoAnswer(method, "not sent: " + why, false);
    }

    /** The request left and its fate is unknown. */
    public static NoAnswer lost(String method, String why) {
        return new NoAnswer(method, "no answer: " + why, true);
    }

    /** Whether the call may have had its effect all the same; repeating it may then repeat the effect. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
