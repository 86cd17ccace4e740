package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds out which numbers of a stretch are stored, missing or voids, without reading a post.
 *
 * <p>One count tells whether any is missing, usually none; else halves are counted until few numbers are left to be asked
 * for one by one.
 */
final class Survey {
    /** What was found: missing numbers and voids. */
    record Found(List<Long> missing, List<Long> gone) {}

    private static final int FEW = 1024;

    private final Census census;

    Survey(Census census) {
        this.census = census;
    }

    Future<Found> of(long from, long to) {
        if (from > to) {
            return Future.succeededFuture(new Found(List.of(), List.of()));
        }
        return missing(from, to)
                .compose(missing -> census.gone(from, to).map(gone -> {
                    // What was filled between the two questions is still missing as far as anybody here knows.
                    Set<Long> unknown = new HashSet<>(missing);
                    return new Found(
                            missing,
                            gone.stream()
                                    .filter(number -> !unknown.contains(number))
                                    .toList());
                }));
    }

    /** The numbers from {@code from} to {@code to} at which nothing is stored, ascending. */
    Future<List<Long>> missing(long from, long to) {
        long size = to - from + 1;
        if (size <= 0) {
            return Future.succeededFuture(List.of());
        }
        return census.count(from, to).compose(count -> {
            if (count >= size) {
                return Future.succeededFuture(List.of());
            }
            return size <= FEW || count == 0 ? few(from, to, count) : halves(from, to);
        });
    }

    private Future<List<Long>> halves(long from, long to) {
        long middle = from + (to - from) / 2;
        return missing(from, middle)
                .compose(lower -> missing(middle + 1, to).map(upper -> {
                    List<Long> both = new ArrayList<>(lower);
                    both.addAll(upper);
                    return both;
                }));
    }

    private Future<List<Long>> few(long from, long to, long count) {
        List<Long> all = LongStream.rangeClosed(from, to).boxed().toList();
        if (count == 0) {
            return Future.succeededFuture(all);
        }
        return census.present(all).map(present -> {
            Set<Long> there = new HashSet<>(present);
            return all.stream().filter(number -> !there.contains(number)).toList();
        });
    }
}
