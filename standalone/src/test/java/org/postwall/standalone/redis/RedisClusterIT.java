package org.postwall.standalone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Server and bot on a real cluster of three masters with a replica each, under the account that we recommend. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisClusterIT {
    private static final List<Integer> PORTS = List.of(7001, 7002, 7003, 7004, 7005, 7006);

    @Test
    void the_loss_of_the_master_of_our_slot_is_survived_and_so_is_its_orderly_move() throws Exception {
        try (RedisNodes nodes = new RedisNodes()) {
            found(nodes);
            try (Crowd crowd = new Crowd(settings(nodes))) {
                crowd.begin();
                crowd.goOn();
                crowd.talk();
                int first = holder(nodes).orElseThrow();
                await().until(() -> nodes.ask(first, "--scan", "--pattern", "{wall:*:segment:*")
                        .contains(":segment:0"));

                nodes.signal(first, "KILL");
                crowd.goOn();
                await().atMost(Duration.ofSeconds(15)).until(() -> holder(nodes).isPresent());
                crowd.awaitConnected(Duration.ofSeconds(15));
                int second = holder(nodes).orElseThrow();
                assertThat(second).isNotEqualTo(first);
                crowd.goOn();
                crowd.talk();

                node(nodes, first);
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> nodes.ask(first, "INFO", "replication").contains("master_link_status:up"));
                crowd.goOn();
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> nodes.ask(first, "CLUSTER", "FAILOVER").equals("OK"));
                await().atMost(Duration.ofSeconds(15)).until(() -> holder(nodes).equals(Optional.of(first)));
                crowd.goOn();
                crowd.awaitConnected(Duration.ofSeconds(15));
                crowd.talk();
                assertThat(masters(nodes)).contains(first).doesNotContain(second);
                crowd.end();
            }
        }
    }

    private static void found(RedisNodes nodes) throws Exception {
        for (int port : PORTS) {
            node(nodes, port);
        }
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        PORTS.forEach(port -> create.add(nodes.host() + ":" + port));
        create.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        nodes.ask(PORTS.get(0), create.toArray(String[]::new)).contains("All 16384 slots covered"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.saying("cluster_state:ok", PORTS, "CLUSTER", "INFO")
                        .equals(PORTS));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.saying("master_link_status:up", PORTS, "INFO", "replication")
                                .size()
                        == 3);
    }

    private static void node(RedisNodes nodes, int port) throws Exception {
        List<String> lines = new ArrayList<>(RedisAccount.lines(RedisAccount.RIGHTS + RedisAccount.CLUSTER_RIGHTS));
        lines.addAll(List.of("cluster-enabled yes", "cluster-node-timeout 2000", "save \"\""));
        lines.add("cluster-announce-ip " + nodes.host());
        lines.addAll(List.of("masteruser " + RedisAccount.ADMIN, "masterauth " + RedisAccount.ADMIN_PASSWORD));
        nodes.start(port, lines);
    }

    private static Map<String, String> settings(RedisNodes nodes) {
        return Map.of(
                "REDIS_TYPE", "cluster",
                "REDIS_PORT", "7001",
                "REDIS_HOST", nodes.host() + ":7003, " + nodes.host());
    }

    /** The port of the master that has the wall's head now. */
    private static Optional<Integer> holder(RedisNodes nodes) throws Exception {
        return nodes.saying(":head", masters(nodes), "KEYS", "{wall:*").stream().findFirst();
    }

    private static List<Integer> masters(RedisNodes nodes) throws Exception {
        return nodes.saying("role:master", PORTS, "INFO", "replication");
    }
}
