package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Several Redis processes in one container, each at a port of its own of the container's address, which they tell each
 * other and us; so this machine has to reach containers by their addresses.
 */
final class RedisNodes implements AutoCloseable {
    private static final String CLI = "timeout 15 redis-cli --no-auth-warning --user " + RedisAccount.ADMIN + " --pass "
            + RedisAccount.ADMIN_PASSWORD + " -p ";

    private final GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(
                    Optional.ofNullable(System.getenv("REDIS_IMAGE")).orElse("redis:8.0")))
            .withCommand("tail", "-f", "/dev/null");

    RedisNodes() {
        boolean required = "true".equals(System.getenv("CI"));
        Assumptions.assumeTrue(
                required || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run Redis in");
        container.start();
    }

    String host() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> network.getIpAddress())
                .findFirst()
                .orElseThrow();
    }

    /** Starts a process, or brings one back with the files it left. */
    void start(int port, List<String> configuration, String... arguments) throws Exception {
        String folder = "/data/" + port;
        List<String> lines = new ArrayList<>(configuration);
        lines.addAll(List.of("port " + port, "dir " + folder, "pidfile " + folder + "/pid", "daemonize yes"));
        lines.add("logfile " + folder + "/log");
        String start = "mkdir -p %1$s && printf '%%s\\n' \"$1\" > %1$s/conf && shift && redis-server %1$s/conf \"$@\""
                .formatted(folder);
        List<String> command = new ArrayList<>(List.of("sh", "-c", start, "sh", String.join("\n", lines)));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    void signal(int port, String name) throws Exception {
        run("sh", "-c", "kill -" + name + " $(cat /data/" + port + "/pid)");
    }

    /** What a process answers the administrator; empty where it doesn't answer. */
    String ask(int port, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", CLI + "\"$@\"", "sh", Integer.toString(port)));
        words.addAll(List.of(command));
        Container.ExecResult result = container.execInContainer(words.toArray(String[]::new));
        return result.getExitCode() == 0 ? result.getStdout().strip() : "";
    }

    /** Those that answer with this text, asked together. */
    List<Integer> saying(String text, List<Integer> ports, String... command) throws Exception {
        String all = ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
        String each =
                "for port in " + all + "; do " + CLI + "$port \"$@\" | grep -q '" + text + "' && echo $port; done; :";
        List<String> words = new ArrayList<>(List.of("sh", "-c", each, "sh"));
        words.addAll(List.of(command));
        return run(words.toArray(String[]::new)).lines().map(Integer::valueOf).toList();
    }

    private String run(String... command) throws Exception {
        Container.ExecResult result = container.execInContainer(command);
        assertThat(result.getExitCode())
                .as(result.getStderr() + result.getStdout())
                .isZero();
        return result.getStdout();
    }

    @Override
    public void close() {
        container.stop();
    }
}
