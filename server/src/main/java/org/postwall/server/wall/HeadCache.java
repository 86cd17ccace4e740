package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * The head that servers share, so that one small question tells all of them what is new.
 *
 * <p>It may lose anything at any moment. A head is given out only together with the assurance that it was lately checked
 * against the truth; without that it must be mended. A failed future means that nobody knows.
 */
interface HeadCache {
    /**
     * A mend on its way.
     *
     * @param session the connection it began on; it can't end on another
     * @param birth which life of the shared head it is about: a head that got lost and was made anew has another
     * @param started when it began, by the cache's own clock, in milliseconds
     */
    record Mend(Object session, String birth, long started) {}

    /** Whether the cache can be asked at all now. */
    boolean there();

    /** The shared head; empty where it must be mended first. */
    Future<Optional<Head>> look(String wall);

    /** Lifts the shared head to at least {@code head}; false where there is none to lift. */
    Future<Boolean> raise(String wall, Head head);

    /** Begins a mend; the truth is read next. */
    Future<Mend> begin(String wall);

    /**
     * Ends a mend: lifts the shared head to the truth, and vouches for it if that took less than half a second. Empty
     * where the shared head was lost meanwhile.
     */
    Future<Optional<Head>> mend(String wall, Mend mend, Head truth);
}
