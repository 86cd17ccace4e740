package org.postwall.bot.broadcast;

/** The server gave no usable answer, after several tries. What was asked of it may or may not have happened. */
public final class BroadcastAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BroadcastAway(String why) {
        super(why, null, false, false);
    }
}
