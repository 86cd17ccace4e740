package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
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
class ReloadedNginxIT {
    @Test
    void reloading_nginx_under_load_fails_nobody(Deployment system) throws Exception {
        int reloads = Scale.of(5, 30);
        Container nginx = system.container("nginx");
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(8, Duration.ZERO).readers(8, Duration.ofMillis(5));
            for (int reload = 0; reload < reloads; reload++) {
                long before = load.reads().good();
                await().until(() -> load.reads().good() > before + 200);
                Set<String> workers = workers(system, nginx);
                assertThat(workers).isNotEmpty();
                nginx.exec("nginx", "-s", "reload");
                await().until(() -> Collections.disjoint(workers(system, nginx), workers));
            }
            long before = load.reads().good();
            await().until(() -> load.reads().good() > before + 200);
            Verdict verdict = load.finish();

            long unanswered = load.writes().bad();
            Report.row(
                    "ReloadedNginxIT",
                    "nginx reloaded " + reloads + " times under 8 writers and 8 readers",
                    "0 failed",
                    verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            assertThat(load.reads().stale()).as(load.toString()).isZero();
            // A write that meets a closing connection is repeated by its key; nothing else may go wrong with one.
            assertThat(load.writes().answers().getOrDefault("closed", 0L))
                    .as(load.toString())
                    .isEqualTo(unanswered);
        }
    }

    /** The processes that take connections now; a reload replaces them. */
    private static Set<String> workers(Deployment system, Container nginx) {
        return system.docker()
                .run(Duration.ofSeconds(30), "top", nginx.id(), "-eo", "pid,args")
                .orFail()
                .lines()
                .filter(line -> line.endsWith("nginx: worker process"))
                .collect(Collectors.toSet());
    }
}
