package org.postwall.faults.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The composed system under a project name of its own, with own ports and volumes: from the shipped env files and
 * docker/docker-compose.yaml, some overlays, and some settings from the environment.
 */
public final class Deployment implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(9);
    private static final Duration UP = Duration.ofMinutes(4);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String[] ENV_FILES = {"mongo.env", "bot.env", "redis.env", "server.env"};

    private final Path root;
    private final Images images;
    private final String project;
    private final Map<String, String> environment = new TreeMap<>();

    /** A system that is not up yet; {@code overlays} are compose files beside the shipped one, without their ending. */
    public Deployment(Path root, Images images, Map<String, String> settings, String... overlays) {
        this.root = root;
        this.images = images;
        this.project = "postwall-faults-" + Long.toHexString(System.nanoTime());
        environment.put("PUBLISH", "127.0.0.1:0");
        environment.put("MONGO_EXPRESS_PUBLISH", "127.0.0.1:0");
        environment.put("SIMULATOR_PUBLISH", "127.0.0.1:0");
        environment.put("COMPOSE_PROJECT_NAME", project);
        environment.put(
                "OVERLAYS",
                String.join(
                        " ",
                        Stream.concat(Stream.of(overlays), Stream.of(Images.OVERLAY))
                                .toList()));
        environment.put("FAULTS_RUN", images.run());
        environment.putAll(settings);
    }

    public String project() {
        return project;
    }

    /** Changes a setting for the next {@link #up}, which makes anew what depends on it. */
    public void set(String name, String value) {
        environment.put(name, value);
    }

    /** Starts what is not running and waits until all of it is healthy. */
    public void up(String... more) {
        images.build(this);
        awaitRecovery();
        List<String> arguments = new ArrayList<>(List.of("up", "-d", "--no-build", "--wait", "--wait-timeout", "200"));
        arguments.addAll(List.of(more));
        Docker.Result up = compose(UP, arguments.toArray(String[]::new));
        if (up.status() != 0) {
            String logs = compose(LIMIT, "logs", "--no-color", "--tail", "15").out();
            throw new IllegalStateException("the system doesn't come up:\n" + up.err() + logs);
        }
    }

    /** What a test before made unhealthy gets the time to recover; compose would give up on it at once. */
    private void awaitRecovery() {
        String[] unhealthy = {
            "ps", "-q", "--filter", "label=com.docker.compose.project=" + project, "--filter", "health=unhealthy"
        };
        await().atMost(UP)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> docker().run(LIMIT, unhealthy).orFail().isBlank());
    }

    void build() {
        compose(BUILD, "build").orFail();
    }

    /** Removes all containers and networks; volumes stay, so the data does. */
    public void down() {
        compose(LIMIT, "down", "--remove-orphans").orFail();
    }

    @Override
    public void close() {
        compose(LIMIT, "down", "--remove-orphans", "--volumes", "--timeout", "5");
    }

    /** The containers of a service, oldest number first, stopped ones too. */
    public List<Container> containers(String service) {
        return compose(LIMIT, "ps", "-a", "-q", service)
                .orFail()
                .lines()
                .map(id -> new Container(docker(), id))
                .toList();
    }

    public Container container(String service) {
        List<Container> all = containers(service);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " containers of " + service);
        }
        return all.get(0);
    }

    public List<String> services() {
        return compose(LIMIT, "config", "--services").orFail().lines().sorted().toList();
    }

    /** Where a port of a service is published on this machine. Changes with each start of the container. */
    public InetSocketAddress published(String service, int port) {
        String address = compose(LIMIT, "port", service, "" + port).orFail().strip();
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** The way in: nginx, as published. */
    public InetSocketAddress nginx() {
        return published("nginx", 8000);
    }

    /** The servers themselves, past nginx; reachable where containers' addresses are, as on Linux. */
    public List<InetSocketAddress> servers() {
        return containers("server").stream()
                .filter(Container::running)
                .map(server -> new InetSocketAddress(server.address(project + "_front"), 8000))
                .toList();
    }

    /** A fresh bearer token, printed by the command inside the server's container. */
    public String token(String... scopes) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", "server", "./run", "token"));
        arguments.addAll(List.of(scopes));
        return compose(LIMIT, arguments.toArray(String[]::new)).orFail().strip();
    }

    /** What everything wrote. */
    public String logs(String... services) {
        List<String> arguments = new ArrayList<>(List.of("logs", "--no-color", "--no-log-prefix"));
        arguments.addAll(List.of(services));
        return compose(LIMIT, arguments.toArray(String[]::new)).orFail();
    }

    /** A line of one of the shipped env files, or what replaced it. */
    public String setting(String name) {
        String own = environment.getOrDefault(name, System.getenv(name));
        return own != null
                ? own
                : Stream.of(ENV_FILES)
                        .flatMap(file -> lines(root.resolve(file)))
                        .filter(line -> line.startsWith(name + "="))
                        .map(line -> line.substring(name.length() + 1))
                        .findFirst()
                        .orElseThrow();
    }

    /** {@code docker compose} on this system, by the shipped script. */
    public Docker.Result compose(Duration limit, String... command) {
        return docker().script(limit, "docker/compose", command);
    }

    /** Replaces the servers one by one, by the shipped script. */
    public void roll() {
        docker().script(UP, "docker/roll").orFail();
    }

    /** {@code docker} itself. */
    public Docker docker() {
        return new Docker(root, environment);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
