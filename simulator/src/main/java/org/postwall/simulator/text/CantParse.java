package org.postwall.simulator.text;

/** Telegram's refusal of a text or its entities, in its words and without the prefix "Bad Request: ". */
public final class CantParse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CantParse(String message) {
        super(message);
    }

    /** A mistake in marked-up text, said as the Bot API says it. */
    static CantParse entities(String message) {
        return new CantParse("can't parse entities: " + message);
    }
}
