package org.postwall.telegram.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), new Random(1));

    @Test
    void pauses_double_up_to_the_limit_and_are_shortened_by_at_most_a_half() {
        assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(backoff.next()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        for (int i = 0; i < 50; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_success_begins_anew() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
