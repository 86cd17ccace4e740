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
import org.postwall.faults.load.Ledger;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;
import org.postwall.faults.system.Images;

@ExtendWith(Composed.class)
@EnabledIfSystemProperty(named = "faults", matches = Scale.ALL, disabledReason = "only with -Dfaults=all")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskIT {
    @Test
    void a_full_disk_is_an_honest_503_and_all_is_well_when_there_is_room_again(Images images) throws Exception {
        try (Deployment system =
                new Deployment(Composed.ROOT, images, Composed.FREE, "../faults/src/test/compose/full-disk")) {
            system.up();
            Container disk = system.container("disk");
            try (Load load = new Load(system.nginx(), system.token("wall"), new Ledger(4_000))) {
                load.writers(32, Duration.ZERO).readers(4, Duration.ofMillis(10));
                await().until(() -> load.ledger().acknowledged() > 500);
                disk.tryExec("sh", "-c", "dd if=/dev/zero of=/data/db/filler bs=64k; sync");
                await().atMost(Duration.ofMinutes(5)).until(() -> load.writes().bad() > 50);
                Thread.sleep(10_000);
                disk.exec("rm", "/data/db/filler");
                long room = System.nanoTime();
                long before = load.ledger().acknowledged();
                await().atMost(Duration.ofMinutes(2)).until(() -> load.ledger().acknowledged() > before + 100);
                Duration recovery = Duration.ofNanos(System.nanoTime() - room);
                Verdict verdict = load.finish();

                Report.row(
                        "FullDiskIT",
                        "MongoDB's disk filled up under 32 writers of long posts and 4 readers, emptied 10 s later",
                        "no answer but 200 or 503 with Retry-After, 0 lost",
                        "writing again " + recovery.toMillis() + " ms after there was room (MongoDB restarted "
                                + system.container("mongo").restarts() + " times); " + verdict + "; " + load);
                assertThat(verdict.kept()).as(verdict.toString()).isTrue();
                assertThat(load.writes().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
                assertThat(load.reads().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "503"));
                assertThat(load.reads().stale()).as(load.toString()).isZero();
            }
        }
    }
}
