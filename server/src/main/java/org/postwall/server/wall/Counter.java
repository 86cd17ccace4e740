package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.List;

/** Gives out numbers and keeps the truth about {@link Head}. */
interface Counter {
    /** The counter now, made if there is none. */
    Future<Count> read();

    /** Gives out {@code many} numbers, the last of which is {@link Count#last}. */
    Future<Count> take(int many);

    /** Notes that stored posts were changed: raises the epoch by one for each. */
    Future<Count> touch(List<Long> numbers);

    /** Makes sure that numbers up to {@code last} are never given out again. */
    Future<Count> atLeast(long last);
}
