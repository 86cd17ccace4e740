package org.postwall.telegram;

/**
 * A call of the Bot API that brought no result. There are three kinds, since callers can do three things: give up
 * ({@link Refused}), wait ({@link Flood}), or wonder ({@link NoAnswer}).
 *
 * <p>No message, cause or field of it holds a token.
 */
public abstract sealed class TelegramFailure extends RuntimeException permits Refused, Flood, NoAnswer {
    private static final long serialVersionUID = 1L;

    private final String method;

    TelegramFailure(String method, String message) {
        super(method + ": " + BotToken.mask(message), null, false, false);
        this.method = method;
    }

    /** The name of the method that was called, as it stands in the request. */
    public String method() {
        return method;
    }
}
