package org.postwall.standalone;

import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/** A real MongoDB and a real Redis that can be taken away and come back at the same address. */
final class Stores implements AutoCloseable {
    private static final int MONGO_PORT = 27_017;
    private static final int REDIS_PORT = 6379;
    private static final String UNLESS_OFF =
            "while :; do [ -e /tmp/off ] || redis-server --save '' --protected-mode no; sleep 0.1; done";

    private final MongoDBContainer mongo = new MongoDBContainer(
            DockerImageName.parse(image("MONGO_IMAGE", "mongo:6.0")).asCompatibleSubstituteFor("mongo"));
    private final GenericContainer<?> redis = new GenericContainer<>(
                    DockerImageName.parse(image("REDIS_IMAGE", "redis:8.0")))
            .withCommand("sh", "-c", UNLESS_OFF)
            .withExposedPorts(REDIS_PORT);

    Stores() {
        mongo.start();
        redis.start();
    }

    Map<String, String> settings() {
        return Map.of(
                "MONGO_DB_HOST", mongo.getHost(),
                "MONGO_PORT", mongo.getMappedPort(MONGO_PORT).toString(),
                "REDIS_HOST", redis.getHost(),
                "REDIS_PORT", redis.getMappedPort(REDIS_PORT).toString());
    }

    void stopRedis() throws Exception {
        redis.execInContainer("sh", "-c", "touch /tmp/off; redis-cli shutdown nosave");
    }

    void startRedis() throws Exception {
        redis.execInContainer("rm", "/tmp/off");
    }

    /** MongoDB keeps all connections and answers nobody. */
    void freezeMongo() {
        mongo.getDockerClient().pauseContainerCmd(mongo.getContainerId()).exec();
    }

    void thawMongo() {
        mongo.getDockerClient().unpauseContainerCmd(mongo.getContainerId()).exec();
    }

    /** What a shell in Redis' container prints. */
    String inRedis(String script) throws Exception {
        return redis.execInContainer("sh", "-c", script).getStdout();
    }

    String mongoAddress() {
        return "mongodb://" + mongo.getHost() + ":" + mongo.getMappedPort(MONGO_PORT);
    }

    private static String image(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    @Override
    public void close() {
        redis.stop();
        mongo.stop();
    }
}
