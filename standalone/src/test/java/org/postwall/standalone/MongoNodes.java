package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A replica set of three: processes in one container, each at a port of its own of the container's address, which they tell
 * each other and us; so this machine has to reach containers by their addresses.
 */
final class MongoNodes implements AutoCloseable {
    private static final List<Integer> PORTS = List.of(27_017, 27_018, 27_019);

    private final GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(
                    Optional.ofNullable(System.getenv("MONGO_IMAGE")).orElse("mongo:6.0")))
            .withCommand("tail", "-f", "/dev/null");

    MongoNodes() throws Exception {
        container.start();
        for (int port : PORTS) {
            start(port);
        }
        String members = PORTS.stream()
                .map(port -> "{_id: %d, host: '%s'}".formatted(port, address(port)))
                .collect(Collectors.joining(", "));
        shell(PORTS.get(0), "rs.initiate({_id: 'set', members: [" + members + "]})");
        await().atMost(Duration.ofMinutes(1)).until(() -> primary().isPresent());
    }

    String uri() {
        return PORTS.stream().map(this::address).collect(Collectors.joining(",", "mongodb://", "/?replicaSet=set"));
    }

    /** The port of the member that takes writes, as the first one that lives knows. */
    Optional<Integer> primary() throws Exception {
        for (int port : PORTS) {
            Container.ExecResult answer = ask(port, "print(db.hello().primary)");
            String known = answer.getStdout().strip();
            if (answer.getExitCode() == 0 && known.contains(":")) {
                return Optional.of(Integer.valueOf(known.substring(known.lastIndexOf(':') + 1)));
            }
        }
        return Optional.empty();
    }

    /** Starts a member, or brings one back with the files it left. */
    void start(int port) throws Exception {
        String folder = "/data/db/" + port;
        run("mkdir -p " + folder + " && mongod --replSet set --bind_ip_all --port " + port + " --dbpath " + folder
                + " --pidfilepath " + folder + "/pid --fork --logpath " + folder + "/log"
                + " --wiredTigerCacheSizeGB 0.25");
    }

    void kill(int port) throws Exception {
        run("kill -9 $(cat /data/db/" + port + "/pid)");
    }

    private String address(int port) {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                        .map(network -> network.getIpAddress())
                        .findFirst()
                        .orElseThrow()
                + ":" + port;
    }

    private void shell(int port, String script) throws Exception {
        Container.ExecResult answer = ask(port, script);
        assertThat(answer.getExitCode())
                .as(answer.getStderr() + answer.getStdout())
                .isZero();
    }

    private Container.ExecResult ask(int port, String script) throws Exception {
        return container.execInContainer(
                "mongosh", "--quiet", "--norc", "--port", Integer.toString(port), "--eval", script);
    }

    private void run(String command) throws Exception {
        Container.ExecResult done = container.execInContainer("sh", "-c", command);
        assertThat(done.getExitCode()).as(done.getStderr() + done.getStdout()).isZero();
    }

    @Override
    public void close() {
        container.stop();
    }
}
