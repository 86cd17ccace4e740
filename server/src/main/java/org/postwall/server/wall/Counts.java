package org.postwall.server.wall;

import java.util.Arrays;

/**
 * How many posts can be read in each segment, with sums over any stretch in logarithmic time.
 *
 * <p>A Fenwick tree: {@code tree[i]} sums the segments below {@code i} that end there. A million posts take 60 KB.
 */
final class Counts {
    private int[] counts = new int[64];
    private long[] tree = new long[counts.length + 1];
    private long total;

    long total() {
        return total;
    }

    int get(int segment) {
        return segment < counts.length ? counts[segment] : 0;
    }

    void set(int segment, int count) {
        add(segment, count - get(segment));
    }

    void add(int segment, int change) {
        if (change == 0) {
            return;
        }
        if (segment >= counts.length) {
            grow(segment + 1);
        }
        counts[segment] += change;
        total += change;
        for (int i = segment + 1; i < tree.length; i += i & -i) {
            tree[i] += change;
        }
    }

    /** The readable posts in all segments before this one. */
    long before(int segment) {
        long sum = 0;
        for (int i = Math.min(segment, counts.length); i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    /** The segment that holds the readable post with {@code rank} others before it; rank below {@link #total}. */
    int find(long rank) {
        int position = 0;
        long rest = rank;
        for (int step = Integer.highestOneBit(counts.length); step > 0; step >>= 1) {
            int next = position + step;
            if (next < tree.length && tree[next] <= rest) {
                position = next;
                rest -= tree[next];
            }
        }
        return position;
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(tree, 0);
        total = 0;
    }

    private void grow(int needed) {
        counts = Arrays.copyOf(counts, Integer.highestOneBit(needed) * 2);
        tree = new long[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            tree[i + 1] += counts[i];
            int parent = i + 1 + ((i + 1) & -(i + 1));
            if (parent < tree.length) {
                tree[parent] += tree[i + 1];
            }
        }
    }
}
