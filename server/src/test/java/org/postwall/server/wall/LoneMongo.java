package org.postwall.server.wall;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.postwall.server.store.MongoSettings;
import org.postwall.telegram.process.FreePort;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** One MongoDB whose files are on a small disk, kept at one port through its deaths. */
final class LoneMongo implements AutoCloseable {
    private static final int PORT = 27017;

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final String disk = "mongo-disk-" + UUID.randomUUID();
    private final int port = FreePort.find();
    /** Keeps the disk while nobody else uses it, and fills it. */
    private final GenericContainer<?> keeper =
            new GenericContainer<>(RealStores.image("MONGO_IMAGE", "mongo:6.0")).withCommand("sleep", "infinity");

    private final GenericContainer<?> mongo = new GenericContainer<>(RealStores.image("MONGO_IMAGE", "mongo:6.0"))
            .withExposedPorts(PORT)
            // Files grow with each checkpoint, usually once a minute.
            .withCommand("--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25", "--syncdelay", "1")
            .waitingFor(Wait.forListeningPort());

    LoneMongo(int megabytes) {
        docker.createVolumeCmd()
                .withName(disk)
                .withDriver("local")
                .withDriverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=" + megabytes + "m"))
                .exec();
        keeper.withCreateContainerCmdModifier(
                create -> create.getHostConfig().withBinds(Bind.parse(disk + ":/data/db")));
        mongo.withCreateContainerCmdModifier(create -> create.getHostConfig()
                .withBinds(Bind.parse(disk + ":/data/db"))
                .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + PORT)));
        keeper.start();
        mongo.start();
    }

    MongoSettings settings() {
        return new MongoSettings(Optional.empty(), "127.0.0.1", port, "one", Optional.empty(), Optional.empty());
    }

    void freeze() {
        MongoSet.freeze(mongo);
    }

    void thaw() {
        MongoSet.thaw(mongo);
    }

    void fillDisk() throws Exception {
        keeper.execInContainer("dd", "if=/dev/zero", "of=/data/db/ballast", "bs=64k");
    }

    void freeDisk() throws Exception {
        keeper.execInContainer("rm", "-f", "/data/db/ballast");
    }

    boolean alive() {
        return mongo.isRunning();
    }

    /** What a supervisor would do. */
    void restartIfDead() {
        if (!alive()) {
            MongoSet.start(mongo);
        }
    }

    @Override
    public void close() {
        mongo.stop();
        keeper.stop();
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            docker.removeVolumeCmd(disk).exec();
            return true;
        });
    }
}
