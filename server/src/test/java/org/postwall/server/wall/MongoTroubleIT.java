package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.redis.RedisSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Two servers whose MongoDB neither answers nor goes away, or has no room left. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MongoTroubleIT {
    private static final Logger LOG = LoggerFactory.getLogger(MongoTroubleIT.class);
    /** {@code -Dfaults=all} takes the time that the table in docs/RELIABILITY.md speaks of. */
    private static final Duration FROZEN = Duration.ofSeconds("all".equals(System.getProperty("faults")) ? 30 : 12);

    private static final Duration RECOVERY = Duration.ofSeconds(6);
    private static final int WRITERS = 16;

    private final GenericContainer<?> redis =
            new GenericContainer<>(RealStores.image("REDIS_IMAGE", "redis:7")).withExposedPorts(6379);
    private final Fleet fleet = new Fleet();
    private LoneMongo mongo;
    private Crowd crowd;

    @BeforeEach
    void open() {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI"))
                        || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run MongoDB in");
        redis.start();
        mongo = new LoneMongo(400);
        Optional<RedisSettings> shared = Optional.of(
                new RedisSettings(redis.getHost(), redis.getMappedPort(6379), Optional.empty(), Optional.empty()));
        List<Integer> servers = List.of(fleet.start(mongo.settings(), shared), fleet.start(mongo.settings(), shared));
        crowd = new Crowd("trouble", fleet.moderator(), servers, servers);
        crowd.start(WRITERS);
        crowd.read(4);
        stored(200);
        crowd.longestQuiet();
    }

    @AfterEach
    void close() {
        if (crowd != null) {
            crowd.close();
        }
        fleet.close();
        if (mongo != null) {
            mongo.close();
        }
        redis.stop();
    }

    @Test
    void frozen_it_costs_honest_refusals_and_nothing_else() throws Exception {
        mongo.freeze();
        TimeUnit.MILLISECONDS.sleep(FROZEN.toMillis()); // how long it is frozen is what is tested
        mongo.thaw();
        stored(200);
        Duration quiet = crowd.longestQuiet();
        crowd.stop();
        LOG.info("frozen for {}, nothing was stored for {}; {}", FROZEN, quiet, crowd);
        assertThat(quiet).isLessThan(FROZEN.plus(RECOVERY));
        crowd.judge(fleet.texts(mongo.settings()));
    }

    @Test
    void without_room_it_costs_honest_refusals_and_nothing_else() throws Exception {
        long before = crowd.refusals.get();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    mongo.fillDisk();
                    return crowd.refusals.get() > before + WRITERS;
                });
        LOG.info("without room MongoDB is {}; {}", mongo.alive() ? "alive" : "dead", crowd);
        int shown = crowd.acknowledged.size();
        mongo.freeDisk();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    mongo.restartIfDead();
                    return crowd.acknowledged.size() > shown + 200;
                });
        crowd.stop();
        LOG.info("with room again; {}", crowd);
        crowd.judge(fleet.texts(mongo.settings()));
    }

    private void stored(int more) {
        int due = crowd.acknowledged.size() + more;
        await().atMost(Duration.ofSeconds(60)).until(() -> crowd.acknowledged.size() >= due);
    }
}
