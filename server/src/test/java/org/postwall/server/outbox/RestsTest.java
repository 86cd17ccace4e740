package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestsTest {
    private static final Tempo USUAL = Tempo.of(30, 1, 3);
    private static final Duration NOW = Duration.ofHours(1);

    private final Rests rests = new Rests();

    @Test
    void a_chat_gets_a_few_at_once_and_then_one_a_second() {
        sent(NOW, 2);
        assertThat(rests.resting(USUAL, NOW)).isEmpty();
        sent(NOW, 1);
        assertThat(rests.resting(USUAL, NOW)).containsExactly(7L);
        assertThat(rests.left(7, USUAL, NOW)).isEqualTo(Duration.ofSeconds(1));
        Duration later = NOW.plusSeconds(1);
        assertThat(rests.resting(USUAL, later)).isEmpty();
        sent(later, 1);
        assertThat(rests.left(7, USUAL, later)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rests.left(8, USUAL, later)).isZero();
    }

    @Test
    void after_a_while_a_chat_is_as_rested_as_ever() {
        sent(NOW, 3);
        Duration later = NOW.plusSeconds(3);
        sent(later, 2);
        assertThat(rests.resting(USUAL, later)).isEmpty();
    }

    @Test
    void nobody_rests_where_there_is_no_limit() {
        for (int i = 0; i < 100; i++) {
            rests.sent(7, Tempo.FREE, NOW);
        }
        assertThat(rests.resting(Tempo.FREE, NOW)).isEmpty();
    }

    @Test
    void a_tempo_holds_less_than_a_second_of_what_may_be_sent_but_keeps_the_gate_busy() {
        assertThat(Tempo.of(30, 1, 3).inFlight()).isEqualTo(20);
        assertThat(Tempo.of(1, 1, 3).inFlight()).isEqualTo(10);
        assertThat(Tempo.of(1000, 1, 3).inFlight()).isEqualTo(120);
        assertThat(Tempo.of(0, 0, 3)).isEqualTo(new Tempo(120, Duration.ZERO, 3));
    }

    private void sent(Duration at, int many) {
        for (int i = 0; i < many; i++) {
            rests.sent(7, USUAL, at);
        }
    }
}
