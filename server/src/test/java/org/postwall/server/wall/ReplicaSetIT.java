package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.store.MongoSettings;
import org.postwall.telegram.redis.RedisSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * Two servers with a Redis, and two without, on a replica set of three whose primary dies, or falls asleep and wakes up
 * as one that was replaced.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplicaSetIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaSetIT.class);
    /** With MongoDB's own patience of 10 s before an election. */
    private static final Duration WRITING_AGAIN = Duration.ofSeconds(20);

    private final GenericContainer<?> redis =
            new GenericContainer<>(RealStores.image("REDIS_IMAGE", "redis:7")).withExposedPorts(6379);
    private final Fleet fleet = new Fleet();
    private MongoSet mongo;
    private Crowd withRedis;
    private Crowd without;

    @BeforeEach
    void open() throws Exception {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI"))
                        || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run MongoDB in");
        redis.start();
        mongo = new MongoSet();
    }

    @AfterEach
    void close() throws Exception {
        if (withRedis != null) {
            withRedis.close();
        }
        if (without != null) {
            without.close();
        }
        fleet.close();
        if (mongo != null) {
            mongo.close();
        }
        redis.stop();
    }

    @Test
    void whatever_becomes_of_the_primary_nothing_is_lost_doubled_or_stale() throws Exception {
        RedisSettings shared =
                new RedisSettings(redis.getHost(), redis.getMappedPort(6379), Optional.empty(), Optional.empty());
        List<Integer> one = List.of(
                fleet.start(mongo.settings("one"), Optional.of(shared)),
                fleet.start(mongo.settings("one"), Optional.of(shared)));
        List<Integer> two = List.of(
                fleet.start(mongo.settings("two"), Optional.empty()),
                fleet.start(mongo.settings("two"), Optional.empty()));
        // The third one asks the primary of the first minute only, even when others have replaced it.
        int faithful = fleet.start(MongoSet.settings(mongo.primary(), "one"), Optional.of(shared));
        withRedis = new Crowd("one", fleet.moderator(), one, List.of(one.get(0), one.get(1), faithful));
        without = new Crowd("two", fleet.moderator(), two, two);
        withRedis.start(8);
        without.start(8);
        warmUp(100);

        GenericContainer<?> asleep = mongo.primary();
        MongoSet.freeze(asleep);
        TimeUnit.SECONDS.sleep(Integer.getInteger("asleep", 15)); // how long it sleeps is what is tested
        MongoSet.thaw(asleep);
        writingAgain("asleep");

        GenericContainer<?> dead = mongo.primary();
        MongoSet.kill(dead);
        writingAgain("killed");
        MongoSet.start(dead);
        warmUp(100);

        withRedis.stop();
        without.stop();
        LOG.info(
                "with Redis: {} posts, {} reads, {} refusals, slowest answer {}; without: {}, {}, {}, {}",
                withRedis.acknowledged.size(),
                withRedis.reads,
                withRedis.refusals,
                withRedis.slowest(),
                without.acknowledged.size(),
                without.reads,
                without.refusals,
                without.slowest());
        judge(withRedis, mongo.settings("one"));
        judge(without, mongo.settings("two"));
    }

    private void warmUp(int posts) {
        int first = withRedis.acknowledged.size() + posts;
        int second = without.acknowledged.size() + posts;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> withRedis.acknowledged.size() >= first && without.acknowledged.size() >= second);
        withRedis.longestQuiet();
        without.longestQuiet();
    }

    private void writingAgain(String what) {
        warmUpKeepingQuiet();
        Duration first = withRedis.longestQuiet();
        Duration second = without.longestQuiet();
        LOG.info("the primary {}: nothing was stored for {} with Redis, {} without", what, first, second);
        assertThat(first).isLessThan(WRITING_AGAIN);
        assertThat(second).isLessThan(WRITING_AGAIN);
    }

    private void warmUpKeepingQuiet() {
        int first = withRedis.acknowledged.size() + 50;
        int second = without.acknowledged.size() + 50;
        await().atMost(Duration.ofSeconds(40))
                .until(() -> withRedis.acknowledged.size() >= first && without.acknowledged.size() >= second);
    }

    private void judge(Crowd crowd, MongoSettings settings) throws Exception {
        assertThat(crowd.complaints).isEmpty();
        Map<String, Long> expected = crowd.acknowledged.entrySet().stream()
                .filter(post -> !crowd.removed.contains(post.getKey()))
                .collect(Collectors.toMap(post -> "text of " + post.getKey(), Map.Entry::getValue));
        Map<String, Long> stored = fleet.texts(settings);
        assertThat(stored).containsAllEntriesOf(expected);
        assertThat(stored.keySet())
                .doesNotContainAnyElementsOf(
                        crowd.removed.stream().map(key -> "text of " + key).toList());
        assertThat(crowd.acknowledged.values()).doesNotHaveDuplicates();
        assertThat(crowd.refusals.get()).as("the faults were noticed").isPositive();
    }
}
