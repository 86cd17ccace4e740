package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RollingRestartIT {
    @Test
    void restarting_every_server_in_turn_under_load_fails_nobody(Deployment system) throws Exception {
        int rounds = Scale.of(1, 3);
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(8, Duration.ofMillis(2)).readers(8, Duration.ofMillis(5));
            await().until(() -> load.reads().good() > 200);
            for (int round = 0; round < rounds; round++) {
                for (Container server : system.containers("server")) {
                    server.restart();
                    await().atMost(Duration.ofSeconds(60)).until(server::healthy);
                    awaitKnown(system, server);
                }
            }
            judge(load, "every server restarted in turn (`docker restart`), " + rounds + " times round");
        }
    }

    @Test
    void replacing_every_server_by_the_shipped_script_under_load_fails_nobody(Deployment system) throws Exception {
        List<String> old =
                system.containers("server").stream().map(Container::id).toList();
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(8, Duration.ofMillis(2)).readers(8, Duration.ofMillis(5));
            await().until(() -> load.reads().good() > 200);
            system.roll();
            assertThat(system.containers("server").stream().map(Container::id))
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(old);
            judge(load, "every server replaced by a new one (`docker/roll`)");
        }
    }

    private static void judge(Load load, String done) throws Exception {
        Verdict verdict = load.finish();
        Report.row(
                "RollingRestartIT",
                done + " under 8 writers and 8 readers",
                "0 failed reads, 0 failed writes with retry",
                verdict + "; " + load);
        assertThat(verdict.kept()).as(verdict.toString()).isTrue();
        assertThat(verdict.tried()).isEqualTo(verdict.acknowledged());
        assertThat(load.reads().bad()).as(load.toString()).isZero();
        // A write that meets a connection which nginx closes at a reload is repeated; no server may refuse or drop one.
        assertThat(load.writes().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "closed"));
        assertThat(load.reads().stale()).as(load.toString()).isZero();
    }

    private static void awaitKnown(Deployment system, Container server) {
        String address = server.address(system.project() + "_front");
        Container nginx = system.container("nginx");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nginx.exec("cat", "/run/postwall/upstream.conf").contains(address + ":8000"));
    }
}
