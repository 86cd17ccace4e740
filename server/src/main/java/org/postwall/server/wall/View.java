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

    private final long revision;
    private final boolean complete;
    private final String tag;
    private final Map<String, Page> byQuery = new HashMap<>();
    private int bytes;

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

    Page page(String query) {
        return byQuery.get(query);
    }

    void keep(String query, Page page) {
        if (byQuery.size() < MOST_PAGES && (long) bytes + page.body().length() <= MOST_BYTES) {
            bytes += page.body().length();
            byQuery.put(query, page);
        }
    }
}
