package org.postwall.bot.wall;

/** What the wall bot's buttons carry, each at most 64 bytes. */
final class Taps {
    static final String ADD = "add";
    static final String GET = "get";
    static final String CANCEL = "cancel";
    static final String AGAIN = "again";
    static final String REFRESH = "newest";
    static final String OLDER = "older:";
    static final String NEWER = "newer:";
    static final String FULL = "full:";

    private Taps() {}

    static String older(Place place) {
        return OLDER + place.write();
    }

    static String newer(Place place) {
        return NEWER + place.write();
    }

    static String full(long post) {
        return FULL + post;
    }
}
