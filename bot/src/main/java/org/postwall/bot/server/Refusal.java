package org.postwall.bot.server;

/** The server does not take a request as it is, and won't take it later either. The message says why. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String why) {
        super(why, null, false, false);
    }
}
