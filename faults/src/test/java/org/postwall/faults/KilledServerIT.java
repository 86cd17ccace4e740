package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
class KilledServerIT {
    @Test
    void a_server_killed_under_sixteen_writers_takes_no_post_with_it(Deployment system) throws Exception {
        int kills = Scale.of(1, 10);
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(16, Duration.ZERO).readers(4, Duration.ofMillis(20));
            await().until(() -> load.ledger().acknowledged() > 500);
            load.writes().resetOutage();
            for (int kill = 0; kill < kills; kill++) {
                Container victim = system.containers("server").get(kill % 2);
                int restarts = victim.restarts();
                victim.murder();
                await().atMost(Duration.ofSeconds(30)).until(() -> victim.restarts() > restarts && victim.healthy());
                long before = load.ledger().acknowledged();
                await().until(() -> load.ledger().acknowledged() > before + 200);
            }
            Verdict verdict = load.finish();

            Report.row(
                    "KilledServerIT",
                    "one server of two killed with -9, " + kills
                            + " times in turn, under 16 writers with keys and 4 readers",
                    "0 lost, 0 doubled, no read fails",
                    verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            assertThat(load.reads().stale()).as(load.toString()).isZero();
        }
    }
}
