package org.postwall.server.wall;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What this process knows of the wall: every number up to {@link #last} is a post, a void or missing.
 *
 * <p>Missing are the numbers that were given out and at which nothing was found yet: their write is on its way, or failed,
 * or their post was removed by hand. The newest segments are kept open here; all others are only counted.
 */
final class Ledger {
    private final PostJson json = new PostJson();
    private final Counts counts = new Counts();
    /** Missing numbers, and since when (milliseconds of the wall's clock). */
    private final TreeMap<Long, Long> missing = new TreeMap<>();

    private final Map<Integer, OpenSegment> open = new HashMap<>();
    private final Segments segments;
    private String wall = "";
    private Head head = new Head(0, 0);
    private long revision;

    Ledger(Segments segments) {
        this.segments = segments;
    }

    /** Identity of the wall; empty as long as nothing is known. */
    String wall() {
        return wall;
    }

    Head head() {
        return head;
    }

    long last() {
        return head.last();
    }

    /** Raised with every change, so that nothing rendered outlives what it was rendered from. */
    long revision() {
        return revision;
    }

    Counts counts() {
        return counts;
    }

    NavigableMap<Long, Long> missing() {
        return missing;
    }

    /** How many numbers are known to be stored. */
    long present() {
        return last() - missing.size();
    }

    /** The segment, where this process has it at hand. */
    Shelf shelf(int segment) {
        OpenSegment filling = open.get(segment);
        return filling != null ? filling : segments.local(segment);
    }

    boolean isOpen(int segment) {
        return open.containsKey(segment);
    }

    /** Begins anew with what was counted. */
    void restart(Count count, Survey.Found found, List<Post> tail, long now) {
        wall = count.wall();
        counts.clear();
        missing.clear();
        open.clear();
        head = new Head(0, count.epoch());
        segments.restart(count);
        skip(count.last(), found, tail, now);
    }

    /** Takes over numbers that were only counted, but for the posts of the segment that isn't full yet. */
    void skip(long last, Survey.Found found, List<Post> tail, long now) {
        for (long first = head.last() + 1; first <= last; ) {
            int segment = Shelf.segment(first);
            long end = Math.min(last, Shelf.number(segment, Shelf.LENGTH - 1));
            counts.add(segment, (int) (end - first + 1));
            first = end + 1;
        }
        found.missing().forEach(number -> counts.add(Shelf.segment(number), -1));
        found.gone().forEach(number -> counts.add(Shelf.segment(number), -1));
        found.missing().forEach(number -> missing.put(number, now));
        head = new Head(last, head.epoch());
        open.clear();
        if (last % Shelf.LENGTH != 0) {
            int segment = Shelf.segment(last);
            open.put(segment, new OpenSegment());
            observe(segment, last, tail, now);
        }
        revision++;
    }

    /** Takes over new numbers, missing until they are found. */
    void extend(long last, long now) {
        for (long number = head.last() + 1; number <= last; number++) {
            missing.put(number, now);
            open.computeIfAbsent(Shelf.segment(number), segment -> new OpenSegment());
            revision++;
        }
        head = new Head(Math.max(head.last(), last), head.epoch());
    }

    /** Notes what stands at a number that was missing. */
    void put(Post post) {
        if (missing.remove(post.number()) == null) {
            return;
        }
        revision++;
        int segment = Shelf.segment(post.number());
        counts.add(segment, post.gone() ? 0 : 1);
        OpenSegment filling = open.get(segment);
        if (filling == null) {
            segments.invalidate(segment);
        } else {
            fill(filling, post);
            seal(segment, filling);
        }
    }

    /**
     * Corrects a segment by what was read of it: all of its numbers up to {@code last}.
     *
     * @return numbers where something was known to stand and nothing does any more
     */
    Set<Long> observe(int segment, long last, Collection<Post> found, long now) {
        Map<Long, Post> posts = new HashMap<>();
        found.forEach(post -> posts.put(post.number(), post));
        Set<Long> lost = new HashSet<>();
        OpenSegment filling = open.get(segment);
        int readable = 0;
        for (int slot = 0; slot < Shelf.LENGTH && Shelf.number(segment, slot) <= last; slot++) {
            long number = Shelf.number(segment, slot);
            Post post = posts.get(number);
            if (post == null) {
                if (missing.putIfAbsent(number, now) == null) {
                    lost.add(number);
                }
                if (filling != null) {
                    filling.forget(slot);
                }
            } else {
                missing.remove(number);
                readable += post.gone() ? 0 : 1;
                if (filling != null) {
                    fill(filling, post);
                }
            }
        }
        counts.set(segment, filling == null ? readable : filling.readable());
        if (filling != null) {
            seal(segment, filling);
        }
        revision++;
        return lost;
    }

    /** Notes that everything up to this epoch is known. */
    void reached(long epoch) {
        head = new Head(head.last(), epoch);
        revision++;
    }

    private void fill(OpenSegment filling, Post post) {
        int slot = Shelf.slot(post.number());
        if (post.gone()) {
            filling.putVoid(slot);
        } else {
            filling.put(slot, json.of(post));
        }
    }

    private void seal(int segment, OpenSegment filling) {
        if (filling.full()) {
            open.remove(segment);
            segments.sealed(wall, segment, filling.sealed(head.epoch()));
        }
    }
}
