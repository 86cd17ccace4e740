package org.postwall.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.process.FreePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server beside this process, on a loopback port of its own and behind a password made for this start.
 *
 * <p>The binary comes from embedded-redis; the process is ours, because that library stops Redis by a shutdown hook of
 * its own while requests are still being answered, and shows its settings on the command line.
 */
final class EmbeddedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String READY = "eady to accept connections";

    private final Process process;
    private final int port;
    private final String password;

    private EmbeddedRedis(Process process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** Starts Redis with its files in a folder; empty where its binary can't run here. Blocks: start-up only. */
    static Optional<EmbeddedRedis> open(Path dir) {
        try {
            Files.createDirectories(dir);
            stopOrphan(dir.resolve("redis.pid"));
            Path binary = ExecutableProvider.newJarResourceProvider(dir.toFile())
                    .get()
                    .toPath()
                    .toAbsolutePath();
            return Optional.of(start(binary, dir.toAbsolutePath()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Redis can't run here, going on without it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** What a server's or a bot's environment says of it. */
    Map<String, String> settings() {
        return Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                String.valueOf(port),
                "REDIS_USER",
                "",
                "REDIS_PASSWORD",
                password);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedRedis start(Path binary, Path dir) throws IOException {
        int port = FreePort.find();
        String password = UUID.randomUUID().toString();
        Process process = new ProcessBuilder(binary.toString(), "-")
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        try (Writer settings = process.outputWriter(StandardCharsets.UTF_8)) {
            settings.write("""
                    bind 127.0.0.1
                    port %d
                    requirepass %s
                    appendonly yes
                    appendfsync everysec
                    save ""
                    pidfile redis.pid
                    """.formatted(port, password));
        }
        awaitReady(process);
        return new EmbeddedRedis(process, port, password);
    }

    @SuppressWarnings("StreamResourceLeak") // the stream lives as long as Redis, a thread of its own drains it
    private static void awaitReady(Process process) throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        String last = "it said nothing";
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(READY)) {
                Thread drain = new Thread(() -> drain(log), "redis-log");
                drain.setDaemon(true);
                drain.start();
                return;
            }
            last = line;
        }
        throw new IOException("redis-server ended: " + last);
    }

    private static void drain(BufferedReader log) {
        try {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                LOG.debug(line);
            }
        } catch (IOException e) {
            LOG.debug("Redis has ended, and its log with it");
        }
    }

    /** After a kill -9 of this process its Redis lives on; it would write the same files as the new one. */
    private static void stopOrphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        if (pid.matches("\\d{1,10}")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(found -> found.info().command().orElse("").contains("redis-server"))
                    .ifPresent(EmbeddedRedis::stopAndWait);
        }
        Files.deleteIfExists(pidFile);
    }

    private static void stopAndWait(ProcessHandle orphan) {
        LOG.info("stopping a Redis that an earlier, killed Postwall left behind (process {})", orphan.pid());
        orphan.destroy();
        try {
            orphan.onExit().get(3, TimeUnit.SECONDS);
        } catch (Exception e) {
            orphan.destroyForcibly();
        }
    }
}
