package org.postwall.server.wall;

import java.util.Optional;

/**
 * The head as it was found at some moment after somebody asked.
 *
 * @param wall identity of the wall it is about
 * @param count the counter, where it had to be read anyway
 */
record Look(String wall, Head head, Optional<Count> count) {
    static Look of(Count count) {
        return new Look(count.wall(), count.head(), Optional.of(count));
    }
}
