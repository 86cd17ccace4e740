package org.postwall.server.wall;

import java.util.List;

/**
 * The counter of the wall, as MongoDB holds it.
 *
 * @param wall identity of this wall: another database has another one, so caches can't be mixed up
 * @param last the last number given out
 * @param epoch how often a stored post was changed
 * @param touched the numbers those changes hit, oldest first, the last {@value #REMEMBERED} of them
 */
record Count(String wall, long last, long epoch, List<Long> touched) {
    static final int REMEMBERED = 64;

    Count {
        touched = List.copyOf(touched);
    }

    Head head() {
        return new Head(last, epoch);
    }

    /** Whether {@link #touched} names everything that changed since {@code epoch}. */
    boolean remembersSince(long since) {
        return epoch - since <= touched.size();
    }

    /** The numbers changed since {@code since}, at most what is remembered. */
    List<Long> touchedSince(long since) {
        int wanted = (int) Math.max(0, Math.min(epoch - since, touched.size()));
        return touched.subList(touched.size() - wanted, touched.size());
    }
}
