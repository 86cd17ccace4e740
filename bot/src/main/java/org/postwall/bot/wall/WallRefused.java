package org.postwall.bot.wall;

/** The wall does not take what it was given, and won't take it later either. The message says why. */
public final class WallRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WallRefused(String why) {
        super(why, null, false, false);
    }
}
