package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.List;

/** The sources of all bots. */
interface SourceStore {
    /** Adds a source; one of that name is left as it is. */
    Future<Void> add(Source source);

    /** Those of a bot that aren't finished. */
    Future<List<Open>> open(String bot);

    /** Changes what is to be done with a source, if that stands at {@code from}; false where it doesn't. */
    Future<Boolean> change(String source, Status from, Status to);

    /** Notes how far the audience was gone through. It only goes forward. */
    Future<Void> advance(String source, long cursor, boolean whole);

    /** Nothing of it is left to do. */
    Future<Void> finish(String source);
}
