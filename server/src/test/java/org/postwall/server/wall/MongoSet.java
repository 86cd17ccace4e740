package org.postwall.server.wall;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.postwall.server.store.MongoSettings;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/** Three members of a replica set, addressed by what they have on their bridge, so that this machine reaches each. */
final class MongoSet implements AutoCloseable {
    /** Asks for less than the servers promise: they must not listen to it. */
    private static final String CARELESS =
            "readPreference=secondaryPreferred&w=1&journal=false&readConcernLevel=local&minPoolSize=50";

    private final Network network = Network.newNetwork();
    private final List<GenericContainer<?>> members = IntStream.range(0, 3)
            .<GenericContainer<?>>mapToObj(i -> new GenericContainer<>(RealStores.image("MONGO_IMAGE", "mongo:6.0"))
                    .withNetwork(network)
                    .withExposedPorts(27017)
                    .withCommand("--replSet", "wall", "--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25")
                    .waitingFor(Wait.forListeningPort()))
            .toList();

    MongoSet() throws Exception {
        Startables.deepStart(members).join();
        String list = IntStream.range(0, members.size())
                .mapToObj(i -> "{_id: " + i + ", host: '" + address(members.get(i)) + "'}")
                .collect(Collectors.joining(", "));
        shell(members.get(0), "rs.initiate({_id: 'wall', members: [" + list + "]})");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !primaryHost().isEmpty());
    }

    MongoSettings settings(String database) {
        String hosts = members.stream().map(MongoSet::address).collect(Collectors.joining(","));
        return settings("mongodb://" + hosts + "/?replicaSet=wall&" + CARELESS, database);
    }

    /** The way to one member only, whatever becomes of it. */
    static MongoSettings settings(GenericContainer<?> member, String database) {
        return settings("mongodb://" + address(member) + "/?directConnection=true&" + CARELESS, database);
    }

    private static MongoSettings settings(String uri, String database) {
        return new MongoSettings(Optional.of(uri), "", 0, database, Optional.empty(), Optional.empty());
    }

    GenericContainer<?> primary() throws Exception {
        String host = primaryHost();
        return members.stream()
                .filter(member -> address(member).equals(host))
                .findFirst()
                .orElseThrow();
    }

    private String primaryHost() throws Exception {
        for (GenericContainer<?> member : members) {
            String found = shell(member, "const h = db.hello(); print(h.isWritablePrimary ? h.me : '')");
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    static String shell(GenericContainer<?> member, String script) throws Exception {
        Container.ExecResult result = member.execInContainer("mongosh", "--quiet", "--eval", script);
        return result.getStdout().strip();
    }

    private static String address(GenericContainer<?> member) {
        return member.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                        .findFirst()
                        .orElseThrow()
                        .getIpAddress()
                + ":27017";
    }

    static void kill(GenericContainer<?> container) {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    static void start(GenericContainer<?> container) {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    static void freeze(GenericContainer<?> container) {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    static void thaw(GenericContainer<?> container) {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        members.forEach(GenericContainer::stop);
        network.close();
    }
}
