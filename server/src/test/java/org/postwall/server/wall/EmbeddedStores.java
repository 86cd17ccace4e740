package org.postwall.server.wall;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postwall.server.store.MongoSettings;
import org.postwall.telegram.process.FreePort;
import org.postwall.telegram.redis.RedisSettings;
import redis.embedded.RedisServer;

/** What {@code ./run} works with: mongo-java-server on an H2 file, and a redis-server of its own. */
final class EmbeddedStores implements Stores {
    private final Path folder;
    private final MongoServer mongo;
    private final int mongoPort;
    private final int redisPort = FreePort.find();
    private RedisServer redis;
    private ProcessHandle process;

    EmbeddedStores() throws IOException {
        folder = Files.createTempDirectory("stores");
        mongo = new MongoServer(new H2Backend(folder.resolve("mongo.h2").toString()));
        mongoPort = mongo.bind().getPort();
        restartRedis();
    }

    @Override
    public MongoSettings mongo(String database) {
        return new MongoSettings(
                Optional.empty(), "127.0.0.1", mongoPort, database, Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<RedisSettings> redis() {
        return Optional.of(new RedisSettings("127.0.0.1", redisPort, Optional.empty(), Optional.empty()));
    }

    @Override
    public void freezeRedis() throws Exception {
        signal("STOP");
    }

    @Override
    public void thawRedis() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void emptyRedis() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }
    }

    @Override
    public void killRedis() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void restartRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("save \"\"")
                .build();
        redis.start();
        process = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("redis"))
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        redis.stop();
        mongo.shutdownNow();
    }
}
