package org.postwall.server.store;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Optional;

/** A MongoDB in this process's memory, from the start, which a test may take away. */
public final class MemoryMongo implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final int port = server.bind().getPort();
    private boolean open = true;

    /** On 127.0.0.1. */
    public int port() {
        return port;
    }

    public MongoSettings settings(String database) {
        return new MongoSettings(Optional.empty(), "127.0.0.1", port, database, Optional.empty(), Optional.empty());
    }

    /** Takes it away. A second time nothing happens: the server would wait for ever for a client that came in between. */
    @Override
    public void close() {
        if (open) {
            open = false;
            server.shutdownNow();
        }
    }
}
