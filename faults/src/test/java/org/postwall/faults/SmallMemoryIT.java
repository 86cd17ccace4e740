package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@EnabledIfSystemProperty(named = "faults", matches = Scale.ALL, disabledReason = "only with -Dfaults=all")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmallMemoryIT {
    private static final int POSTS = 100_000;

    @Test
    void servers_of_256_MB_take_and_show_a_hundred_thousand_posts(Deployment system) throws Exception {
        for (Container server : system.containers("server")) {
            assertThat(server.inspect("{{.HostConfig.Memory}}")).isEqualTo("" + (256 << 20));
        }
        int restarts = restarts(system);
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(64, Duration.ZERO).readers(16, Duration.ofMillis(5));
            await().atMost(Duration.ofMinutes(9)).until(() -> load.ledger().acknowledged() >= POSTS);
            Duration everything;
            long shown;
            try (Client client = new Client(system.nginx())) {
                long start = System.nanoTime();
                Answer all = client.get("/api/v1/messages?start=0&range=0");
                everything = Duration.ofNanos(System.nanoTime() - start);
                JsonNode messages = all.json().get("messages");
                shown = messages.size();
            }
            Verdict verdict = load.finish();

            StringBuilder memory = new StringBuilder();
            for (Container server : system.containers("server")) {
                memory.append(memory.isEmpty() ? "" : ", ")
                        .append(system.docker()
                                .run(
                                        Duration.ofSeconds(30),
                                        "stats",
                                        "--no-stream",
                                        "--format",
                                        "{{.MemUsage}}",
                                        server.id())
                                .orFail()
                                .strip());
            }
            Report.row(
                    "SmallMemoryIT",
                    POSTS + " posts by 64 writers beside 16 readers, then everything in one GET",
                    "two servers of 256 MB each do it",
                    shown + " posts in one answer after " + everything.toMillis() + " ms; memory " + memory + "; "
                            + verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(shown).isGreaterThanOrEqualTo(POSTS);
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            assertThat(system.containers("server")).noneMatch(Container::outOfMemory);
            assertThat(restarts(system)).isEqualTo(restarts);
        }
    }

    private static int restarts(Deployment system) {
        return system.containers("server").stream()
                .mapToInt(Container::restarts)
                .sum();
    }
}
