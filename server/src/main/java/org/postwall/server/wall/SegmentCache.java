package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** Sealed segments that servers share. It may lose or refuse anything at any moment. */
interface SegmentCache {
    /** What is cached of these segments; fails where the cache can't be asked. */
    Future<Map<Integer, Segment>> get(String wall, Collection<Integer> segments);

    /** Offers a segment; nobody waits for it. */
    void put(String wall, int number, Segment segment);
}
