package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** Counts of what is stored, by number; all bounds are inclusive. */
interface Census {
    /** How many numbers are stored, cheaply: after an unclean stop of the store it may be off by a constant. */
    Future<Long> size();

    /** How many of these numbers are stored, exactly. Costs time in proportion. */
    Future<Long> count(long from, long to);

    /** Which of these numbers are stored. */
    Future<List<Long>> present(Collection<Long> numbers);

    /** Which of these numbers are voids, ascending. */
    Future<List<Long>> gone(long from, long to);

    /** The highest number stored, or 0. */
    Future<Long> highest();
}
