package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PaceTest {
    private static final Duration LEAST = Duration.ofMillis(50);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Pace pace = new Pace(loop, LEAST);
    private final List<Long> runs = new ArrayList<>();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void the_first_runs_before_anyone_waits() throws Exception {
        boolean atOnce = onLoop(() -> {
            pace.accept(this::note);
            return !runs.isEmpty();
        });
        assertThat(atOnce).isTrue();
    }

    @Test
    void the_next_runs_when_the_time_has_passed_and_not_before() throws Exception {
        CompletableFuture<Void> third = new CompletableFuture<>();
        loop.execute(() -> pace.accept(() -> {
            note();
            pace.accept(() -> {
                note();
                pace.accept(() -> {
                    note();
                    third.complete(null);
                });
            });
        }));
        third.get(10, TimeUnit.SECONDS);
        assertThat(runs.get(1) - runs.get(0)).isGreaterThanOrEqualTo(LEAST.toNanos());
        assertThat(runs.get(2) - runs.get(1)).isGreaterThanOrEqualTo(LEAST.toNanos());
    }

    @Test
    void after_a_pause_nobody_waits() throws Exception {
        onLoop(() -> {
            pace.accept(this::note);
            return true;
        });
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        loop.schedule(
                        () -> {
                            pace.accept(this::note);
                            later.complete(runs.size() == 2);
                        },
                        2 * LEAST.toMillis(),
                        TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
        assertThat(later.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private void note() {
        runs.add(System.nanoTime());
    }

    private <T> T onLoop(Callable<T> action) throws Exception {
        return loop.submit(action).get(10, TimeUnit.SECONDS);
    }
}
