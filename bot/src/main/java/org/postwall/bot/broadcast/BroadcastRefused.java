package org.postwall.bot.broadcast;

/** The server does not take what it was given, and won't take it later either. The message says why. */
public final class BroadcastRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BroadcastRefused(String why) {
        super(why, null, false, false);
    }
}
