package org.postwall.server.wall;

/**
 * More posts than fit a page, to be streamed.
 *
 * @param newest the number to begin with; older ones follow
 * @param many how many posts at most
 * @param total how many posts could be read at all when the stretch was asked for
 * @param tag entity tag; empty where there is none
 */
record Stretch(long newest, long many, long total, String tag) implements Answer {}
