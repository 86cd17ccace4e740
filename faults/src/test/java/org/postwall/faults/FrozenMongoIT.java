package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@EnabledIfSystemProperty(named = "faults", matches = Scale.ALL, disabledReason = "only with -Dfaults=all")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FrozenMongoIT {
    @Test
    void a_frozen_mongodb_piles_nothing_up(Deployment system) throws Exception {
        Container mongo = system.container("mongo");
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(64, Duration.ZERO).readers(32, Duration.ofMillis(5));
            await().until(() -> load.ledger().acknowledged() > 500);
            mongo.pause();
            Thread.sleep(30_000);
            mongo.unpause();
            long thawed = System.nanoTime();
            long before = load.ledger().acknowledged();
            await().atMost(Duration.ofSeconds(60)).until(() -> load.ledger().acknowledged() > before + 200);
            Duration recovery = Duration.ofNanos(System.nanoTime() - thawed);
            Verdict verdict = load.finish();

            Report.row(
                    "FrozenMongoIT",
                    "MongoDB frozen for 30 s under 64 writers and 32 readers",
                    "every request answered within 15 s, 200 or 503 with Retry-After; recovery at once; servers within 256 MB",
                    "writing again after " + recovery.toMillis() + " ms; " + verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(load.writes().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
            assertThat(load.reads().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
            assertThat(load.writes().slowest()).as(load.toString()).isLessThan(Duration.ofSeconds(15));
            assertThat(load.reads().slowest()).as(load.toString()).isLessThan(Duration.ofSeconds(15));
            assertThat(load.reads().stale()).as(load.toString()).isZero();
            assertThat(system.containers("server")).allMatch(server -> !server.outOfMemory() && server.running());
        }
    }
}
