package org.postwall.standalone;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * The embedded MongoDB's storage, with every write on disk before it is answered.
 *
 * <p>Left alone the backend commits once a second: a kill -9 then took 386 of 500 acknowledged inserts with it. Here a
 * write command is committed and synced first, which the server's group commit shares among all posts of a batch.
 */
final class DurableBackend extends H2Backend {
    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "count",
            "aggregate",
            "distinct",
            "ping",
            "hello",
            "ismaster",
            "buildinfo",
            "killcursors",
            "listcollections",
            "listindexes",
            "endsessions",
            "collstats",
            "dbstats");

    DurableBackend(MVStore file) {
        super(file);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document answer = super.handleMessage(message);
        if (!READS.contains(commandOf(message))) {
            commit();
            getMvStore().sync();
        }
        return answer;
    }

    private static String commandOf(MongoMessage message) {
        return message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
    }
}
