package org.postwall.bot.wall;

/** The wall gave no usable answer, after several tries. What was to be stored may or may not be stored. */
public final class WallAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WallAway(String why) {
        super(why, null, false, false);
    }
}
