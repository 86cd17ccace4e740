package org.postwall.server.wall;

import java.util.HashMap;
import java.util.Map;

/**
 * The wall at one moment, and the pages rendered of it.
 *
 * <p>Thrown away as a whole when anything changes, so a page found here is true.
 */
final class View {
    private static final int MOST_PAGES = 512;
    private static final long MOST_BYTES =
            Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 20);

    /** Memory outside the heap is slow to get and slow to come back, so only a page that is read and read gets some. */
    private static final int POPULAR = 256;

    private static final int MOST_BYTES_OFF_HEAP = 1 << 20;

    private final long revision;
    private final boolean complete;
    private final String tag;
    private final Map<String, Kept> byTarget = new HashMap<>();
    private int bytes;
    private int bytesOffHeap;

    /** @param complete whether no number is missing: a missing one may turn up without a change of the head */
    View(String wall, Head head, long revision, boolean complete) {
        this.revision = revision;
        this.complete = complete;
        this.tag = "\"" + wall.substring(0, Math.min(8, wall.length())) + "-" + head.last() + "-" + head.epoch() + "\"";
    }

    long revision() {
        return revision;
    }

    boolean complete() {
        return complete;
    }

    /** The entity tag of every page of this view, where it is complete (RFC 9110, 8.8.3). */
    String tag() {
        return tag;
    }

    /** The page that was kept for {@code target}, or null. */
    Page page(String target) {
        Kept kept = byTarget.get(target);
        if (kept == null) {
            return null;
        }
        if (++kept.times == POPULAR && bytesOffHeap + kept.page.body().length() <= MOST_BYTES_OFF_HEAP) {
            bytesOffHeap += kept.page.body().length();
            kept.page = kept.page.offHeap();
        }
        return kept.page;
    }

    void keep(String target, Page page) {
        if (byTarget.size() < MOST_PAGES && (long) bytes + page.body().length() <= MOST_BYTES) {
            bytes += page.body().length();
            byTarget.put(target, new Kept(page));
        }
    }

    /** A page, and how often it was asked for. */
    private static final class Kept {
        private Page page;
        private int times;

        Kept(Page page) {
            this.page = page;
        }
    }
}
