package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What owners of the past left behind, or still do. */
class PastOwnerTest extends Dispatching {
    @Test
    void what_a_dead_owner_left_is_sent_again_or_unknown_as_its_source_promises() {
        add(FIRST, 1, List.of(1L, 2L));
        add(SECOND, 2, List.of(3L));
        await(store.claim(BOT, 1, List.of(FIRST, SECOND), Set.of(), 100, clock.instant()));
        dispatcher(2, once(FIRST), sending(SECOND));
        counted(FIRST, Map.of(State.UNKNOWN, 2L));
        counted(SECOND, Map.of(State.SENT, 1L));
        assertThat(telegram.sent).containsExactly("broadcast:2 3");
        assertThat(delivery(SECOND, 3).getInteger("attempts"))
                .as("the lost one shows")
                .isEqualTo(2);
    }

    @Test
    void what_an_owner_of_the_past_still_writes_changes_nothing() {
        add(FIRST, 1, List.of(1L));
        Claim old = await(store.claim(BOT, 1, List.of(FIRST), Set.of(), 100, clock.instant()))
                .get(0);
        await(store.recover(BOT, 2, List.of(), Set.of(1L)));
        await(store.claim(BOT, 2, List.of(FIRST), Set.of(), 100, clock.instant()));
        await(store.settle(1, List.of(Outcome.sent(old, 5, 0))));
        assertThat(counts(FIRST)).isEqualTo(Map.of(State.SENDING, 1L));
        await(store.recover(BOT, 2, List.of(), Set.of(1L)));
        assertThat(counts(FIRST)).as("its own is no leftover").isEqualTo(Map.of(State.SENDING, 1L));
    }
}
