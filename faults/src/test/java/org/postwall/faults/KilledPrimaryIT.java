package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
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
import org.postwall.faults.system.Images;

@ExtendWith(Composed.class)
@EnabledIfSystemProperty(named = "faults", matches = Scale.ALL, disabledReason = "only with -Dfaults=all")
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledPrimaryIT {
    private static final String IS_PRIMARY = "quit(db.hello().isWritablePrimary ? 0 : 1)";

    @Test
    void a_primary_killed_under_load_loses_no_acknowledged_post(Images images) throws Exception {
        try (Deployment system = new Deployment(Composed.ROOT, images, Composed.FREE, "replica-set")) {
            system.up();
            try (Load load = new Load(system.nginx(), system.token("wall"))) {
                load.writers(16, Duration.ZERO).readers(8, Duration.ofMillis(10));
                Duration longest = Duration.ZERO;
                for (int kill = 0; kill < 3; kill++) {
                    awaitPosts(load, 500);
                    Container primary = primary(system);
                    primary.murder();
                    long killed = System.nanoTime();
                    load.writes().resetOutage();
                    await().until(() ->
                            load.writes().bad() > 0 || elapsed(killed).toSeconds() > 3);
                    awaitPosts(load, 200);
                    Duration outage = load.writes().outage();
                    longest = outage.compareTo(longest) > 0 ? outage : longest;
                    await().atMost(Duration.ofSeconds(90)).until(primary::healthy);
                }
                Verdict verdict = load.finish();

                Report.row(
                        "KilledPrimaryIT",
                        "the primary of three MongoDBs killed with -9, 3 times, under 16 writers and 8 readers",
                        "0 lost, no answer but 200 or 503 with Retry-After, writing again within 60 s",
                        "longest time without a stored post " + longest.toMillis() + " ms; " + verdict + "; " + load);
                assertThat(verdict.kept()).as(verdict.toString()).isTrue();
                assertThat(load.writes().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
                assertThat(load.reads().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
                assertThat(load.reads().stale()).as(load.toString()).isZero();
                assertThat(longest).isLessThan(Duration.ofSeconds(60));
            }
        }
    }

    private static Container primary(Deployment system) {
        return List.of("mongo", "mongo2", "mongo3").stream()
                .map(system::container)
                .filter(member -> member.tryExec("mongosh", "--quiet", "--norc", "--eval", IS_PRIMARY)
                                .status()
                        == 0)
                .findFirst()
                .orElseThrow();
    }

    private static void awaitPosts(Load load, int posts) {
        long before = load.ledger().acknowledged();
        await().atMost(Duration.ofMinutes(2)).until(() -> load.ledger().acknowledged() >= before + posts);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
