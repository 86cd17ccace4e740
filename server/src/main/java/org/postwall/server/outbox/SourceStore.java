package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/** The sources of all bots: how their bot's owner goes through them. */
interface SourceStore {
    /** Adds a source; one of that name is left as it is. */
    Future<Void> add(Source source, String at);

    /** Those of a bot that aren't finished, by order. */
    Future<List<Open>> open(String bot);

    /** The highest order of a bot's sources of one kind; 0 where there is none. */
    Future<Long> last(String bot, String kind);

    /** Notes how far the audience was gone through. It only goes forward. */
    Future<Void> advance(String source, long cursor, boolean whole);

    /** Nothing of it is left to do, unless it was opened again after {@code opened}. */
    Future<Void> finish(String source, int opened);

    /** Notes how many deliveries of a source ended per second lately. */
    Future<Void> note(String source, double rate);

    /**
     * There is more to do for these, unless they are called off; gives those that aren't. A pause in which the last of
     * them was sent has ended with that: nobody would think of resuming what is finished.
     */
    Future<List<String>> reopen(Collection<String> sources);

    /** Changes what is to be done with a source, if that is one of {@code from}; false where it isn't. */
    Future<Boolean> change(String source, Collection<Status> from, Status to, boolean unfinished);

    /** Gives a source another content, unless it is called off; false where it is, or isn't there. */
    Future<Boolean> edit(String source, JsonObject content);
}
