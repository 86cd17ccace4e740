package org.postwall.bot.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;

/** What every kind of states does, wherever it keeps them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class StatesContract {
    static final JsonObject ASKED = new JsonObject().put("step", "asked");
    static final JsonObject ODD = new JsonObject().put("text", "\u0000 \"'\\ 👋 \n ж");

    abstract States states();

    @Test
    void nothing_is_known_about_a_new_chat() {
        assertThat(Await.result(states().get(1))).isEmpty();
    }

    @Test
    void a_state_is_kept_per_chat() {
        Await.result(states().put(1, ASKED));
        Await.result(states().put(2, ODD));
        assertThat(Await.result(states().get(1))).contains(ASKED);
        assertThat(Await.result(states().get(2))).contains(ODD);
        assertThat(Await.result(states().get(3))).isEmpty();
    }

    @Test
    void the_last_state_counts() {
        Await.result(states().put(1, ASKED));
        Await.result(states().put(1, ODD));
        assertThat(Await.result(states().get(1))).contains(ODD);
    }

    @Test
    void a_removed_state_is_gone_and_removing_nothing_is_fine() {
        Await.result(states().put(1, ASKED));
        Await.result(states().remove(1));
        Await.result(states().remove(1));
        assertThat(Await.result(states().get(1))).isEmpty();
    }
}
