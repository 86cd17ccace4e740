package org.postwall.bot.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.telegram.time.AlarmClock;

class MemoryStatesTest extends StatesContract {
    private Duration now = Duration.ofHours(5);
    private final MemoryStates states = new MemoryStates(new AlarmClock() {
        @Override
        public Duration now() {
            return now;
        }

        @Override
        public void ring(Duration later, Runnable action) {
            throw new UnsupportedOperationException("nothing here rings");
        }
    });

    @Override
    States states() {
        return states;
    }

    @Test
    void a_state_expires_an_hour_after_it_was_last_written() {
        Await.result(states.put(1, ASKED));
        Await.result(states.put(2, ASKED));
        now = now.plusMinutes(40);
        Await.result(states.put(1, ODD));
        now = now.plusMinutes(20);
        assertThat(Await.result(states.get(1))).contains(ODD);
        assertThat(Await.result(states.get(2))).isEmpty();
        now = now.plusMinutes(40);
        assertThat(Await.result(states.get(1))).isEmpty();
    }
}
