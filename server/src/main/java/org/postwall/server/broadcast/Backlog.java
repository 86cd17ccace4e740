package org.postwall.server.broadcast;

import io.vertx.core.Future;

/** What followers may have missed, as numbers of messages. */
interface Backlog {
    /** The largest number; 0 where there is no message. */
    Future<Long> last();

    /** How many messages are numbered above {@code after}, up to {@code until}. */
    Future<Long> count(long after, long until);

    /** The number above which, up to {@code until}, there are {@code many}; 0 where there are fewer. */
    Future<Long> before(long until, int many);
}
