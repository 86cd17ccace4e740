package org.postwall.bot.server;

/** The server has nothing at this address. */
final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Missing() {
        super("no such thing", null, false, false);
    }
}
