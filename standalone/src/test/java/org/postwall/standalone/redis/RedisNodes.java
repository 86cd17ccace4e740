package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Several Redis processes in one container, each at a port of its own of the container's address, which they tell each
 * other and us; so this machine has to reach containers by their addresses.
 */
final class RedisNodes implements AutoCloseable {
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
        run("mkdir", "-p", folder);
        List<String> lines = new ArrayList<>(configuration);
        lines.addAll(List.of("port " + port, "dir " + folder, "pidfile " + folder + "/pid", "daemonize yes"));
        lines.add("logfile " + folder + "/log");
        container.copyFileToContainer(Transferable.of(String.join("\n", lines) + "\n"), folder + "/conf");
        List<String> command = new ArrayList<>(List.of("redis-server", folder + "/conf"));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    void signal(int port, String name) throws Exception {
        run("sh", "-c", "kill -" + name + " $(cat /data/" + port + "/pid)");
    }

    /** What a process answers the administrator; empty where it doesn't answer. */
    String ask(int port, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("timeout", "5", "redis-cli", "-p", Integer.toString(port)));
        words.addAll(List.of("--no-auth-warning", "--user", RedisAccount.ADMIN));
        words.addAll(List.of("--pass", RedisAccount.ADMIN_PASSWORD));
        words.addAll(List.of(command));
        Container.ExecResult result = container.execInContainer(words.toArray(String[]::new));
        return result.getExitCode() == 0 ? result.getStdout().strip() : "";
    }

    String log(int port) throws Exception {
        return run("cat", "/data/" + port + "/log");
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
