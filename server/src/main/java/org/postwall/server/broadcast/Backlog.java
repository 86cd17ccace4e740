package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;

/** What followers may have missed, as numbers of messages. */
interface Backlog {
    /** The largest number; 0 where there is no message. */
    Future<Long> last();

    /** How many messages are numbered above {@code after}, up to {@code until}, without those that were withdrawn. */
    Future<Long> count(long after, long until);

    /** The first of these, ascending. */
    Future<List<Long>> numbers(long after, long until, int most);

    /** The number above which, up to {@code until}, there are {@code many} that weren't withdrawn; 0 where there are fewer. */
    Future<Long> before(long until, int many);
}
