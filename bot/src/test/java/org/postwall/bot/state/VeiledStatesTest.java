package org.postwall.bot.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;

class VeiledStatesTest extends StatesContract {
    private final Shelf shelf = new Shelf();
    private final States states = new VeiledStates(shelf, "a secret");

    @Override
    States states() {
        return states;
    }

    @Test
    void neither_the_chat_nor_what_is_kept_of_it_can_be_read_from_the_store() {
        Await.result(states.put(
                731_000_999, new JsonObject().put("chat", 731_000_999).put("entry", "in")));
        assertThat(shelf.kept.toString())
                .doesNotContain("731000999", "entry", "in\"")
                .contains("sealed");
    }

    @Test
    void the_same_twice_looks_different() {
        Await.result(states.put(1, ASKED));
        String first = shelf.kept.toString();
        Await.result(states.put(1, ASKED));
        assertThat(shelf.kept.toString()).isNotEqualTo(first);
    }

    @Test
    void what_was_sealed_for_another_chat_or_by_another_secret_or_changed_counts_as_nothing() {
        Await.result(states.put(1, ASKED));
        JsonObject sealed = shelf.kept.values().iterator().next();
        Await.result(states.put(2, ODD));
        shelf.kept.replaceAll((chat, state) -> sealed);
        assertThat(Await.result(states.get(2))).isEmpty();
        assertThat(Await.result(states.get(1))).contains(ASKED);
        Shelf foreign = new Shelf();
        Await.result(new VeiledStates(foreign, "another").put(1, ASKED));
        shelf.kept.replaceAll((chat, state) -> foreign.kept.values().iterator().next());
        assertThat(Await.result(states.get(1))).isEmpty();
        shelf.kept.replaceAll((chat, state) -> new JsonObject().put("sealed", "AAAA"));
        assertThat(Await.result(states.get(1))).isEmpty();
        shelf.kept.replaceAll((chat, state) -> new JsonObject().put("step", "asked"));
        assertThat(Await.result(states.get(1))).isEmpty();
    }

    /** A store that hides nothing. */
    private static final class Shelf implements States {
        final Map<Long, JsonObject> kept = new HashMap<>();

        @Override
        public Future<Optional<JsonObject>> get(long chat) {
            return Future.succeededFuture(Optional.ofNullable(kept.get(chat)));
        }

        @Override
        public Future<Void> put(long chat, JsonObject state) {
            kept.put(chat, state);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> remove(long chat) {
            kept.remove(chat);
            return Future.succeededFuture();
        }
    }
}
