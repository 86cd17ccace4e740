package org.postwall.standalone;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVStore;

/** A MongoDB inside this process: mongo-java-server on one H2 file, reachable on a loopback port of its own. */
final class EmbeddedMongo implements AutoCloseable {
    private final MongoServer server;

    private EmbeddedMongo(MongoServer server) {
        this.server = server;
    }

    /** Opens or creates {@code wall.mv.db} in a folder. Blocks: start-up only. */
    static EmbeddedMongo open(Path dir) {
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new UncheckedIOException("can't make " + dir, e);
        }
        MVStore file = new MVStore.Builder()
                .fileName(dir.resolve("wall.mv.db").toString())
                .open();
        MongoServer server = new MongoServer(new DurableBackend(file));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new EmbeddedMongo(server);
    }

    /** What a server's environment says of it. */
    Map<String, String> settings() {
        return Map.of(
                "MONGO_DB_HOST", "127.0.0.1",
                "MONGO_PORT", String.valueOf(server.getLocalAddress().getPort()),
                "MONGO_USER", "",
                "MONGO_PASSWORD", "");
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
