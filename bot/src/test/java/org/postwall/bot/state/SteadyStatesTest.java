package org.postwall.bot.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.telegram.time.AlarmClock;

class SteadyStatesTest extends StatesContract {
    private final Vertx vertx = Vertx.vertx();
    private final States store = new MemoryStates(AlarmClock.of(vertx));
    private final States memory = new MemoryStates(AlarmClock.of(vertx));
    private boolean away;
    private final States states = new SteadyStates(new SometimesAway(), memory);

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Override
    States states() {
        return states;
    }

    @Test
    void the_store_answers_after_a_restart() {
        Await.result(states.put(1, ASKED));
        States restarted = new SteadyStates(store, new MemoryStates(AlarmClock.of(vertx)));
        assertThat(Await.result(restarted.get(1))).contains(ASKED);
    }

    @Test
    void while_the_store_is_away_memory_answers() {
        Await.result(states.put(1, ASKED));
        away = true;
        assertThat(Await.result(states.get(1))).contains(ASKED);
        Await.result(states.put(2, ODD));
        assertThat(Await.result(states.get(2))).contains(ODD);
        assertThat(Await.result(states.get(3))).isEmpty();
    }

    @Test
    void what_ended_while_the_store_was_away_does_not_come_back_with_it() {
        Await.result(states.put(1, ASKED));
        away = true;
        Await.result(states.remove(1));
        away = false;
        assertThat(Await.result(states.get(1))).isEmpty();
        assertThat(Await.result(store.get(1))).isEmpty();
    }

    @Test
    void what_was_missed_is_written_when_the_store_is_back() {
        away = true;
        Await.result(states.put(1, ASKED));
        Await.result(states.put(2, ODD));
        away = false;
        Await.result(states.get(3));
        assertThat(Await.result(store.get(1))).contains(ASKED);
        assertThat(Await.result(store.get(2))).contains(ODD);
    }

    @Test
    void an_emptied_store_is_believed() {
        Await.result(states.put(1, ASKED));
        Await.result(store.remove(1));
        assertThat(Await.result(states.get(1))).isEmpty();
    }

    private final class SometimesAway implements States {
        @Override
        public Future<Optional<JsonObject>> get(long chat) {
            return away ? Future.failedFuture("away") : store.get(chat);
        }

        @Override
        public Future<Void> put(long chat, JsonObject state) {
            return away ? Future.failedFuture("away") : store.put(chat, state);
        }

        @Override
        public Future<Void> remove(long chat) {
            return away ? Future.failedFuture("away") : store.remove(chat);
        }
    }
}
