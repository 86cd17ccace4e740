package org.postwall.server.wall;

/**
 * A stretch of the wall, newest first.
 *
 * @param before only posts with lower numbers; {@link Long#MAX_VALUE}: all
 * @param start how many readable posts to skip
 * @param range how many to show; below 1: all
 */
record PageRequest(long before, long start, long range) {
    PageRequest {
        range = Math.max(range, 0);
    }

    boolean everything() {
        return range == 0;
    }
}
