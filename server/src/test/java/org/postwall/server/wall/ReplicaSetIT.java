package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.postwall.server.RunningServer;
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
    /** An election may fail and begin again; how long it took is logged, and no promise of this code. */
    private static final Duration WRITING_AGAIN = Duration.ofMinutes(2);

    private static final long REFUSED = -1;

    private final HttpClient client = HttpClient.newHttpClient();
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
        LOG.info("with Redis {}; without {}", withRedis, without);
        withRedis.judge(fleet.texts(mongo.settings("one")));
        without.judge(fleet.texts(mongo.settings("two")));
    }

    @Test
    void a_member_that_was_replaced_and_lags_behind_never_answers_from_its_past() throws Exception {
        RedisSettings shared =
                new RedisSettings(redis.getHost(), redis.getMappedPort(6379), Optional.empty(), Optional.empty());
        GenericContainer<?> old = mongo.primary();
        int current = fleet.start(mongo.settings("one"), Optional.of(shared));
        int behind = fleet.start(MongoSet.settings(old, "one"), Optional.of(shared));
        long first = post(current, 1);
        await().atMost(Duration.ofSeconds(10)).until(() -> newest(behind) == first);
        // It becomes a secondary, which the second server still reads from, and hears of nothing more.
        // The others don't copy from it, or they would lag behind as well.
        MongoSet.shell(old, "const c = rs.conf(); c.settings.chainingAllowed = false; rs.reconfig(c)");
        MongoSet.shell(old, "rs.stepDown(120, 60)");
        assertThat(post(current, 2)).isGreaterThan(first);
        MongoSet.shell(old, "db.fsyncLock()");
        int stale = 0;
        for (int i = 3; i < 40; i++) {
            long number = post(current, i);
            assertThat(newest(current)).isEqualTo(number);
            long found = newest(behind);
            stale += found != REFUSED && found != number ? 1 : 0;
        }
        assertThat(stale).isZero();
        MongoSet.shell(old, "db.fsyncUnlock()");
        await().atMost(Duration.ofSeconds(20)).until(() -> newest(behind) == newest(current));
    }

    /** Posts until it is stored; the number. */
    private long post(int port, int text) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> ask(HttpRequest.newBuilder(at(port, ""))
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "key " + text)
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        RunningServer.body("text " + text).encode()))),
                        answer -> !answer.isEmpty())
                .getLong("id");
    }

    /** The number of the newest post that this server shows. */
    private long newest(int port) throws Exception {
        JsonObject page = ask(HttpRequest.newBuilder(at(port, "?range=1")));
        return page.isEmpty()
                ? REFUSED
                : page.getJsonArray("messages").getJsonObject(0).getLong("id");
    }

    /** Empty where it was refused. */
    private JsonObject ask(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        return answer.statusCode() == 503 ? new JsonObject() : new JsonObject(answer.body());
    }

    private static URI at(int port, String query) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1/messages" + query);
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
    }

    private void warmUpKeepingQuiet() {
        int first = withRedis.acknowledged.size() + 50;
        int second = without.acknowledged.size() + 50;
        await().atMost(WRITING_AGAIN)
                .until(() -> withRedis.acknowledged.size() >= first && without.acknowledged.size() >= second);
    }
}
