package org.postwall.telegram.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.telegram.Await;
import org.postwall.telegram.process.FreePort;
import redis.embedded.RedisServer;

/** The link to a real redis-server that is killed, frozen, and brought back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisLinkTest {
    private static final Request PUT = Request.cmd(Command.SET).arg("key").arg("value");
    private static final Request GET = Request.cmd(Command.GET).arg("key");

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePort.find();
    private final HandMovedTime time = new HandMovedTime();

    @TempDir
    private Path folder;

    private RedisServer redis;
    private ProcessHandle process;
    private RedisLink link;

    @BeforeEach
    void open() throws IOException {
        start();
        link = open(settings());
        await().until(() -> link.session().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        signal("CONT");
        Await.result(link.close());
        redis.stop();
        Await.result(vertx.close());
    }

    @Test
    void commands_are_answered_in_order_and_a_missing_value_is_null() {
        assertThat(Await.result(link.send(GET))).isNull();
        link.send(PUT);
        assertThat(Await.result(link.send(GET))).hasToString("value");
        Await.result(link.ping());
        assertThat(link.away()).isZero();
    }

    @Test
    void an_error_that_redis_answers_does_not_end_the_session() {
        RedisSession session = link.session().orElseThrow();
        Await.result(link.send(PUT));
        assertThat(Await.failure(session.send(Request.cmd(Command.INCR).arg("key"))))
                .hasMessageContaining("not an integer");
        assertThat(link.session()).containsSame(session);
        assertThat(Await.result(session.send(GET))).hasToString("value");
    }

    @Test
    void a_killed_redis_is_away_at_once_and_comes_back_as_another_session() throws Exception {
        RedisSession first = link.session().orElseThrow();
        kill();
        await().until(() -> link.session().isEmpty());
        assertThat(Await.failure(link.send(GET))).hasMessage("Redis is away");
        assertThat(Await.failure(link.ping())).hasMessage("Redis is away");
        start();
        await().until(() -> link.session().isPresent());
        assertThat(link.session().orElseThrow()).isNotSameAs(first);
        assertThat(Await.failure(first.send(GET))).hasMessageContaining("closed");
        Await.result(link.send(PUT));
    }

    @Test
    void a_frozen_redis_costs_one_time_limit_and_its_connection() throws Exception {
        RedisSession first = link.session().orElseThrow();
        signal("STOP");
        long began = System.nanoTime();
        List<Throwable> failures = Stream.of(link.send(GET), link.send(PUT), link.ping())
                .map(Await::failure)
                .toList();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        assertThat(failures).hasSize(3);
        assertThat(link.session()).isEmpty();
        assertThat(Await.failure(link.send(GET))).hasMessage("Redis is away");
        signal("CONT");
        await().until(() -> link.session().isPresent());
        assertThat(link.session().orElseThrow()).isNotSameAs(first);
        Await.result(link.ping());
    }

    @Test
    void the_time_that_redis_was_away_is_added_up() throws Exception {
        kill();
        await().until(() -> link.session().isEmpty());
        time.pass(Duration.ofSeconds(7));
        assertThat(link.away()).isEqualTo(Duration.ofSeconds(7));
        start();
        await().until(() -> link.session().isPresent());
        time.pass(Duration.ofHours(1));
        assertThat(link.away()).isEqualTo(Duration.ofSeconds(7));
        kill();
        await().until(() -> link.session().isEmpty());
        time.pass(Duration.ofSeconds(2));
        assertThat(link.away()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void a_link_opens_without_redis_and_finds_it_later() throws Exception {
        kill();
        RedisLink early = open(settings());
        assertThat(early.session()).isEmpty();
        start();
        await().until(() -> early.session().isPresent());
        Await.result(early.close());
    }

    @Test
    void a_wrong_password_means_that_redis_is_away() {
        RedisLink wrong = open(new RedisSettings("127.0.0.1", port, Optional.of("nobody"), Optional.of("wrong")));
        assertThat(wrong.session()).isEmpty();
        assertThat(Await.failure(wrong.ping())).hasMessage("Redis is away");
        Await.result(wrong.close());
    }

    @Test
    void a_replica_is_not_taken_for_a_redis_to_work_with() {
        Await.result(link.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(FreePort.find())));
        RedisLink misled = open(settings());
        assertThat(misled.session()).isEmpty();
        Await.result(link.send(Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE")));
        await().until(() -> misled.session().isPresent());
        Await.result(misled.close());
    }

    @Test
    void a_master_that_became_a_replica_loses_its_session() {
        RedisSession session = link.session().orElseThrow();
        Await.result(
                session.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(FreePort.find())));
        assertThat(Await.failure(session.send(PUT))).hasMessageStartingWith("READONLY");
        assertThat(link.session()).isEmpty(); // at once, not only with the next check
        assertThat(Await.failure(session.send(GET))).hasMessageContaining("closed");
    }

    @Test
    void a_script_that_met_a_replica_loses_its_session_too() {
        RedisSession session = link.session().orElseThrow();
        Await.result(
                session.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(FreePort.find())));
        Request script = Request.cmd(Command.EVAL)
                .arg("return redis.call('SET', KEYS[1], 1)")
                .arg(1)
                .arg("key");
        assertThat(Await.failure(session.send(script))).hasMessageContaining("READONLY");
        assertThat(link.session()).isEmpty();
    }

    @Test
    void an_idle_link_notices_a_frozen_redis() throws Exception {
        signal("STOP");
        await().until(() -> link.session().isEmpty());
        signal("CONT");
        await().until(() -> link.session().isPresent());
    }

    @Test
    void an_idle_link_notices_that_its_master_became_a_replica() {
        Await.result(link.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(FreePort.find())));
        await().until(() -> link.session().isEmpty());
    }

    @Test
    void a_closed_link_does_not_come_back() throws Exception {
        RedisLink other = open(settings());
        kill();
        await().until(() -> link.session().isEmpty() && other.session().isEmpty());
        Await.result(link.close());
        start();
        await().until(() -> other.session().isPresent());
        await().during(Duration.ofMillis(300)).until(() -> connections(other) == 1);
        assertThat(Await.failure(link.send(GET))).hasMessage("Redis is away");
        Await.result(other.close());
    }

    private static long connections(RedisLink link) {
        Request list = Request.cmd(Command.CLIENT).arg("LIST");
        return Await.result(link.send(list)).toString().lines().count();
    }

    private RedisLink open(RedisSettings settings) {
        return Await.result(RedisLink.open(vertx, settings, time));
    }

    private RedisSettings settings() {
        return new RedisSettings("127.0.0.1", port, Optional.empty(), Optional.empty());
    }

    private void start() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("pidfile " + folder.resolve("pid"))
                .setting("save \"\"")
                .build();
        redis.start();
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        process = ProcessHandle.of(pid).orElseThrow();
    }

    private void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** A clock that only the test moves. */
    private static final class HandMovedTime extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));

        void pass(Duration time) {
            now.updateAndGet(before -> before.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
