package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisTroubleIT {
    private static final Duration SLOWEST_POST = Duration.ofSeconds(5);

    /** What may happen to Redis, and how it ends. */
    enum Trouble {
        STOPPED("stopped") {
            @Override
            void begin(Container redis) {
                redis.stop();
            }

            @Override
            void end(Container redis) {
                redis.start();
            }
        },
        FROZEN("frozen") {
            @Override
            void begin(Container redis) {
                redis.pause();
            }

            @Override
            void end(Container redis) {
                redis.unpause();
            }
        },
        KILLED("killed with -9, brought back by the restart policy") {
            @Override
            void begin(Container redis) {
                murder(redis);
            }

            @Override
            void end(Container redis) {
                // The restart policy ends it.
            }
        },
        EMPTIED("killed with -9 after all its files were removed") {
            @Override
            void begin(Container redis) {
                redis.exec("sh", "-c", "rm -rf /data/*");
                murder(redis);
            }

            @Override
            void end(Container redis) {
                // The restart policy ends it.
            }
        };

        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        private static void murder(Container redis) {
            int restarts = redis.restarts();
            redis.murder();
            await().atMost(Duration.ofSeconds(30)).until(() -> redis.restarts() > restarts && redis.running());
        }

        /** Whether it lasts until somebody ends it. */
        boolean lasting() {
            return this == STOPPED || this == FROZEN;
        }

        abstract void begin(Container redis);

        abstract void end(Container redis);
    }

    @ParameterizedTest
    @EnumSource
    void redis_in_trouble_fails_no_read_and_loses_no_post(Trouble trouble, Deployment system) throws Exception {
        Container redis = system.container("redis");
        List<InetSocketAddress> servers = system.servers();
        int rounds = Scale.of(1, 3);
        Duration slowestRecovery = Duration.ZERO;
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(8, Duration.ofMillis(2)).readers(8, Duration.ofMillis(5));
            for (int round = 0; round < rounds; round++) {
                awaitPosts(load, 100);
                trouble.begin(redis);
                if (trouble.lasting()) {
                    Thread.sleep(Scale.seconds(4, 15).toMillis());
                    awaitPosts(load, 8);
                }
                trouble.end(redis);
                long back = System.nanoTime();
                await().atMost(Duration.ofSeconds(30)).until(() -> ready(servers));
                Duration recovery = Duration.ofNanos(System.nanoTime() - back);
                slowestRecovery = recovery.compareTo(slowestRecovery) > 0 ? recovery : slowestRecovery;
            }
            awaitPosts(load, 100);
            Verdict verdict = load.finish();

            Report.row(
                    "RedisTroubleIT",
                    "Redis " + trouble.words + ", " + rounds + " times, under 8 writers and 8 readers",
                    "0 failed reads, 0 stale, posts within 5 s, ready again within 5 s",
                    "ready again after " + slowestRecovery.toMillis() + " ms; " + verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            assertThat(load.reads().stale()).as(load.toString()).isZero();
            assertThat(load.writes().bad()).as(load.toString()).isZero();
            assertThat(load.writes().slowest()).as(load.toString()).isLessThan(SLOWEST_POST);
            assertThat(slowestRecovery).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void awaitPosts(Load load, int posts) {
        long before = load.ledger().acknowledged();
        await().atMost(Duration.ofSeconds(30)).until(() -> load.ledger().acknowledged() >= before + posts);
    }

    private static boolean ready(List<InetSocketAddress> servers) throws IOException {
        for (InetSocketAddress server : servers) {
            try (Client client = new Client(server)) {
                if (!client.get("/health/ready").json().path("status").asText().equals("ready")) {
                    return false;
                }
            }
        }
        return true;
    }
}
