package org.postwall.server.wall;

import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postwall.server.store.MongoSettings;
import org.postwall.telegram.process.FreePort;
import org.postwall.telegram.redis.RedisSettings;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/** MongoDB with accounts and Redis with an ACL, in containers; the accounts may do just what ours need. */
public final class RealStores implements Stores {
    private static final String PASSWORD = "p@ss:w/o%rd? #&+ä'\"$";
    private static final String REDIS_PASSWORD = "p@ss:w/o%rd?&+ä'\"$";
    private static final String ADMIN = "admin-of-the-test";

    private final MongoDBContainer mongo = new MongoDBContainer(image("MONGO_IMAGE", "mongo:6.0"))
            .withEnv("MONGO_INITDB_ROOT_USERNAME", "root")
            .withEnv("MONGO_INITDB_ROOT_PASSWORD", ADMIN)
            .waitingFor(Wait.forListeningPort());
    private final int redisPort = FreePort.find();
    private final GenericContainer<?> redis = new GenericContainer<>(image("REDIS_IMAGE", "redis:7"))
            .withExposedPorts(6379)
            .withCreateContainerCmdModifier(
                    create -> create.getHostConfig().withPortBindings(PortBinding.parse(redisPort + ":6379")))
            .withCommand(
                    "redis-server",
                    "--appendonly",
                    "yes",
                    "--user",
                    "wall",
                    "on",
                    ">" + REDIS_PASSWORD,
                    "~*",
                    "&*",
                    "+@all",
                    "-@dangerous",
                    "--user",
                    "tester",
                    "on",
                    ">" + ADMIN,
                    "~*",
                    "&*",
                    "+@all",
                    "--user",
                    "default",
                    "off");

    public RealStores() {
        boolean required = "true".equals(System.getenv("CI"));
        Assumptions.assumeTrue(
                required || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run MongoDB and Redis in");
        mongo.start();
        redis.start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::makeUser);
    }

    static DockerImageName image(String variable, String official) {
        String name = Optional.ofNullable(System.getenv(variable)).orElse(official);
        return DockerImageName.parse(name).asCompatibleSubstituteFor(official.replaceFirst(":.*", ""));
    }

    private boolean makeUser() throws Exception {
        String user = "db.getSiblingDB('admin').createUser({user: 'wall', pwd: process.env.PW, roles: ["
                + "{role: 'readWrite', db: 'one'}, {role: 'readWrite', db: 'two'}, {role: 'readWrite', db: 'three'}]})";
        Container.ExecResult made = mongo.execInContainer(
                "env", "PW=" + PASSWORD, "mongosh", "--quiet", "-u", "root", "-p", ADMIN, "--eval", user);
        return made.getExitCode() == 0 || made.getStderr().contains("already exists");
    }

    @Override
    public MongoSettings mongo(String database) {
        return new MongoSettings(
                Optional.empty(),
                mongo.getHost(),
                mongo.getMappedPort(27017),
                database,
                Optional.of("wall"),
                Optional.of(PASSWORD));
    }

    String mongoContainer() {
        return mongo.getContainerId();
    }

    /** The administrator's way in. */
    MongoSettings root(String database) {
        return new MongoSettings(
                Optional.empty(),
                mongo.getHost(),
                mongo.getMappedPort(27017),
                database,
                Optional.of("root"),
                Optional.of(ADMIN));
    }

    @Override
    public Optional<RedisSettings> redis() {
        return Optional.of(
                new RedisSettings(redis.getHost(), redisPort, Optional.of("wall"), Optional.of(REDIS_PASSWORD)));
    }

    @Override
    public void freezeRedis() {
        redis.getDockerClient().pauseContainerCmd(redis.getContainerId()).exec();
    }

    @Override
    public void thawRedis() {
        redis.getDockerClient().unpauseContainerCmd(redis.getContainerId()).exec();
    }

    @Override
    public void emptyRedis() throws Exception {
        redis.execInContainer("redis-cli", "--user", "tester", "--pass", ADMIN, "FLUSHALL");
    }

    @Override
    public void killRedis() {
        redis.getDockerClient().killContainerCmd(redis.getContainerId()).exec();
    }

    @Override
    public void restartRedis() throws InterruptedException {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !redis.isRunning());
        redis.getDockerClient().startContainerCmd(redis.getContainerId()).exec();
    }

    @Override
    public void close() {
        redis.stop();
        mongo.stop();
    }
}
