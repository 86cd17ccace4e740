package org.postwall.bot.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisSettings;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** States in a real Redis, reached with an ACL user that may do nothing dangerous; the default user is off. */
class RedisStatesIT extends StatesContract {
    private static final String PASSWORD = "p@ss:w/o?r#d%41+ &ü\"'\\é€";
    private static final GenericContainer<?> REDIS = new GenericContainer<>(DockerImageName.parse(
                    Optional.ofNullable(System.getenv("REDIS_IMAGE")).orElse("redis:8.0")))
            .withExposedPorts(6379);

    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link = link(PASSWORD);
    private final RedisStates states = new RedisStates(link, 4242);

    @BeforeAll
    static void open() throws Exception {
        boolean required = "true".equals(System.getenv("CI"));
        assumeTrue(required || DockerClientFactory.instance().isDockerAvailable(), "no Docker here, so no real Redis");
        REDIS.start();
        cli("ACL", "SETUSER", "postwall", "on", "#" + sha256(PASSWORD), "~*", "&*", "+@all", "-@dangerous");
        cli("ACL", "SETUSER", "admin", "on", ">admin", "~*", "&*", "+@all");
        cli("ACL", "SETUSER", "default", "off");
    }

    @AfterAll
    static void closeAll() {
        REDIS.stop();
    }

    /** The first attempt may be slow on a busy machine. */
    @BeforeEach
    void connected() {
        await().until(() -> link.session().isPresent());
    }

    @AfterEach
    void close() throws Exception {
        Await.result(link.close());
        Await.result(vertx.close());
        admin("FLUSHALL");
    }

    @Override
    States states() {
        return states;
    }

    @Test
    void a_state_expires_by_itself() throws Exception {
        Await.result(states.put(77, ASKED));
        assertThat(Long.parseLong(admin("PTTL", "postwall:bot:4242:77")))
                .isBetween(States.LIFETIME.toMillis() - 60_000, States.LIFETIME.toMillis());
    }

    @Test
    void a_wrong_password_fails_and_does_not_hang() {
        RedisLink wrong = link("wrong");
        assertThat(Await.failure(new RedisStates(wrong, 4242).get(1))).hasMessageContaining("away");
        Await.result(wrong.close());
    }

    @Test
    void a_frozen_redis_fails_in_time_and_is_found_again() {
        Await.result(states.put(1, ASKED));
        var docker = REDIS.getDockerClient();
        docker.pauseContainerCmd(REDIS.getContainerId()).exec();
        try {
            assertThat(Await.failure(states.get(1))).isNotNull();
            assertThat(Await.failure(states.get(1))).hasMessageContaining("away");
        } finally {
            docker.unpauseContainerCmd(REDIS.getContainerId()).exec();
        }
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(Await.result(states.get(1))).contains(ASKED));
    }

    @Test
    void a_connection_that_was_cut_is_made_anew() throws Exception {
        Await.result(states.put(1, ASKED));
        admin("CLIENT", "KILL", "USER", "postwall");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(Await.result(states.get(1))).contains(ASKED));
    }

    private RedisLink link(String password) {
        RedisSettings settings = new RedisSettings(
                REDIS.getHost(), REDIS.getMappedPort(6379), Optional.of("postwall"), Optional.of(password));
        return Await.result(RedisLink.open(vertx, settings, Clock.systemUTC()));
    }

    private static String admin(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--no-auth-warning", "--user", "admin", "--pass", "admin"));
        words.addAll(List.of(command));
        return cli(words.toArray(String[]::new));
    }

    private static String cli(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("redis-cli"));
        words.addAll(List.of(command));
        ExecResult result = REDIS.execInContainer(words.toArray(String[]::new));
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
