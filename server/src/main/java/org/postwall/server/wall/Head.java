package org.postwall.server.wall;

/**
 * What the wall looks like, in two numbers: same head, same wall.
 *
 * @param last the highest number that may be in use
 * @param epoch how often a stored post was changed or removed
 */
record Head(long last, long epoch) {
    /** The newest of each. */
    Head max(Head other) {
        return new Head(Math.max(last, other.last), Math.max(epoch, other.epoch));
    }
}
