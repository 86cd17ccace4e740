package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
class ScaledServersIT {
    private static final Pattern SERVER = Pattern.compile("\"server\":\"([0-9.]+):8000\"");

    @Test
    void four_servers_all_answer_and_going_back_to_two_fails_nobody(Deployment system) throws Exception {
        Container nginx = system.container("nginx");
        try (Load load = new Load(system.nginx(), system.token("wall"))) {
            load.writers(4, Duration.ofMillis(5)).readers(8, Duration.ofMillis(5));
            await().until(() -> load.reads().good() > 200);

            system.up("--scale", "server=4");
            List<InetSocketAddress> four = system.servers();
            assertThat(four).hasSize(4);
            Set<String> addresses = four.stream()
                    .map(server -> server.getAddress().getHostAddress())
                    .collect(Collectors.toCollection(TreeSet::new));
            await().atMost(Duration.ofSeconds(20)).until(() -> answering(nginx).equals(addresses));

            system.up("--scale", "server=2");
            assertThat(system.servers()).hasSize(2);
            long before = load.reads().good();
            await().until(() -> load.reads().good() > before + 500);
            Verdict verdict = load.finish();

            Report.row(
                    "ScaledServersIT",
                    "2 servers made 4 and 2 again under 4 writers and 8 readers",
                    "nginx finds all, 0 failed",
                    "all 4 answered; " + verdict + "; " + load);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            // A write that meets a connection which nginx closes at a reload is repeated; no server may refuse or drop
            // one.
            assertThat(load.writes().answers().keySet()).as(load.toString()).isSubsetOf(Set.of("200", "closed"));
            assertThat(load.reads().stale()).as(load.toString()).isZero();
            assertThat(verdict.tried()).isEqualTo(verdict.acknowledged());
        }
    }

    /** The servers that nginx had an answer from lately. */
    private static Set<String> answering(Container nginx) {
        return SERVER.matcher(nginx.lastLogs(400))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
