package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Server and bot on a master and a replica that three Sentinels watch, under the account that we recommend. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisSentinelIT {
    private static final int FIRST = 7001;
    private static final int SECOND = 7002;
    private static final List<Integer> SENTINELS = List.of(7101, 7102, 7103);

    @Test
    void a_killed_master_and_then_a_frozen_one_are_replaced_without_a_stale_read() throws Exception {
        try (RedisNodes nodes = new RedisNodes()) {
            found(nodes);
            try (Crowd crowd = new Crowd(settings(nodes))) {
                crowd.begin();
                crowd.goOn();
                crowd.talk();

                nodes.signal(SENTINELS.get(0), "STOP"); // silent, and the one that is asked first
                nodes.signal(FIRST, "KILL");
                crowd.goOn();
                crowd.awaitConnected(Duration.ofSeconds(15));
                assertThat(master(nodes)).isEqualTo(SECOND);
                crowd.goOn();
                crowd.talk();

                redis(nodes, FIRST, "--replicaof", nodes.host(), Integer.toString(SECOND));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> nodes.ask(FIRST, "INFO", "replication").contains("master_link_status:up"));

                nodes.signal(SECOND, "STOP");
                crowd.goOn();
                crowd.awaitConnected(Duration.ofSeconds(15));
                assertThat(master(nodes)).isEqualTo(FIRST);
                nodes.signal(SECOND, "CONT");
                crowd.goOn();
                crowd.talk();
                crowd.end();
            }
        }
    }

    private static void found(RedisNodes nodes) throws Exception {
        redis(nodes, FIRST);
        redis(nodes, SECOND, "--replicaof", nodes.host(), Integer.toString(FIRST));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.ask(SECOND, "INFO", "replication").contains("master_link_status:up"));
        for (int port : SENTINELS) {
            List<String> lines = new ArrayList<>(RedisAccount.lines(RedisAccount.SENTINEL_RIGHTS));
            lines.addAll(List.of(
                    "sentinel monitor wall " + nodes.host() + " " + FIRST + " 2",
                    "sentinel down-after-milliseconds wall 2000",
                    "sentinel failover-timeout wall 5000",
                    "sentinel auth-user wall " + RedisAccount.ADMIN,
                    "sentinel auth-pass wall " + RedisAccount.ADMIN_PASSWORD,
                    "sentinel sentinel-user " + RedisAccount.ADMIN,
                    "sentinel sentinel-pass " + RedisAccount.ADMIN_PASSWORD));
            nodes.start(port, lines, "--sentinel");
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.saying("OK 3 usable", SENTINELS, "SENTINEL", "CKQUORUM", "wall")
                        .equals(SENTINELS));
    }

    private static void redis(RedisNodes nodes, int port, String... arguments) throws Exception {
        List<String> lines = new ArrayList<>(RedisAccount.lines(RedisAccount.RIGHTS));
        lines.add("save \"\"");
        lines.addAll(List.of("masteruser " + RedisAccount.ADMIN, "masterauth " + RedisAccount.ADMIN_PASSWORD));
        nodes.start(port, lines, arguments);
    }

    private static int master(RedisNodes nodes) throws Exception {
        String[] address = nodes.ask(SENTINELS.get(2), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "wall")
                .split("\\s+", -1);
        return Integer.parseInt(address[1]);
    }

    private static Map<String, String> settings(RedisNodes nodes) {
        String all = SENTINELS.stream().map(port -> nodes.host() + ":" + port).collect(Collectors.joining(","));
        return Map.of("REDIS_TYPE", "sentinel", "REDIS_HOST", all, "REDIS_MASTER", "wall");
    }
}
