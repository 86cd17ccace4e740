package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Crowd;
import org.postwall.faults.load.Load;
import org.postwall.faults.load.Verdict;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowClientsIT {
    /** Far above what a noisy machine adds, far below the minutes that a full door would cost. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    @Test
    void a_crowd_before_nginx_keeps_nobody_from_being_served(Deployment system) throws Exception {
        // Past docker's own proxy of published ports, which is a process of the host and not ours to test.
        String address = system.container("nginx").address(system.project() + "_front");
        int idle = Scale.of(2_000, 10_000);
        int slow = Scale.of(50, 200);
        serveBeside(system, new InetSocketAddress(address, 8000), idle, slow, "nginx");
    }

    @Test
    void a_crowd_before_a_server_keeps_nobody_from_being_served(Deployment system) throws Exception {
        serveBeside(system, system.servers().get(0), Scale.of(500, 2_000), Scale.of(20, 50), "one server, past nginx");
    }

    private static void serveBeside(Deployment system, InetSocketAddress to, int idle, int slow, String whom)
            throws Exception {
        try (Crowd crowd = new Crowd(to);
                Load load = new Load(to, system.token("wall"))) {
            crowd.idle(idle);
            crowd.slow(slow);
            load.writers(2, Duration.ofMillis(20)).readers(4, Duration.ofMillis(20));
            int reads = Scale.of(500, 4_000);
            await().atMost(Duration.ofMinutes(5)).until(() -> load.reads().all() >= reads);
            long alive = crowd.alive();
            Verdict verdict = load.finish();

            Report.row(
                    "SlowClientsIT",
                    idle + " idle connections and " + slow + " that send a byte every half second, before " + whom,
                    "others are answered as usual",
                    alive + " idle ones still good; " + verdict + "; " + load);
            assertThat(load.reads().bad()).as(load.toString()).isZero();
            assertThat(load.writes().bad()).as(load.toString()).isZero();
            assertThat(load.reads().slowest()).as(load.toString()).isLessThan(UNDISTURBED);
            assertThat(load.writes().slowest()).as(load.toString()).isLessThan(UNDISTURBED);
            assertThat(verdict.kept()).as(verdict.toString()).isTrue();
            assertThat(alive).isEqualTo(idle);
            for (String service : new String[] {"nginx", "server"}) {
                assertThat(system.containers(service)).noneMatch(Container::outOfMemory);
            }
        }
    }
}
