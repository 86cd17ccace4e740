package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TenureTest {
    private static final String BOT = "42";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();
    private final OneLease store = new OneLease();
    private final List<String> heard = new ArrayList<>();
    private final Tenure ann = tenure("ann");
    private final Tenure ben = tenure("ben");

    @Test
    void a_bot_that_nobody_has_is_taken_at_once_by_one() {
        ann.start();
        ben.start();
        clock.pass(TEN_SECONDS);
        assertThat(heard).containsExactly("ann begins 1");
        assertThat(ann.owns()).isTrue();
        assertThat(ben.owns()).isFalse();
    }

    @Test
    void who_lives_keeps_it() {
        ann.start();
        ben.start();
        clock.pass(Duration.ofMinutes(5));
        assertThat(heard).containsExactly("ann begins 1");
    }

    @Test
    void a_dead_owner_is_followed_within_ten_seconds_under_a_higher_fence() {
        store.lease = new Lease("the dead", 7, 3);
        ben.start();
        clock.pass(Tenure.DEAD.minusSeconds(1));
        assertThat(heard).isEmpty();
        clock.pass(Duration.ofSeconds(3));
        assertThat(heard).containsExactly("ben begins 8 after a death");
    }

    @Test
    void who_stops_makes_room_at_once() {
        ann.start();
        ben.start();
        assertThat(ann.stop().succeeded()).isTrue();
        clock.pass(Duration.ofSeconds(2));
        assertThat(heard).containsExactly("ann begins 1", "ann ends", "ben begins 2");
    }

    @Test
    void whoever_gets_no_beat_through_stops_before_others_begin() {
        ann.start();
        store.away = true;
        clock.pass(Tenure.DEAD.minusMillis(1));
        assertThat(heard).containsExactly("ann begins 1", "ann ends");
        store.away = false;
        clock.pass(TEN_SECONDS);
        assertThat(heard).containsExactly("ann begins 1", "ann ends", "ann begins 2 after a death");
    }

    @Test
    void who_was_replaced_stops() {
        ann.start();
        store.lease = new Lease("somebody", 5, 0);
        clock.pass(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("ann begins 1", "ann ends");
    }

    @Test
    void of_two_who_see_a_dead_owner_one_gets_it() {
        store.lease = new Lease("the dead", 7, 3);
        ann.start();
        ben.start();
        clock.pass(Duration.ofMinutes(1));
        assertThat(heard).containsExactly("ann begins 8 after a death");
    }

    private Tenure tenure(String name) {
        return new Tenure(
                BOT,
                name,
                store,
                clock,
                (fence, orphaned) -> heard.add(name + " begins " + fence + (orphaned ? " after a death" : "")),
                () -> heard.add(name + " ends"));
    }

    /** The lease of one bot, in memory. */
    private static final class OneLease implements LeaseStore {
        Lease lease = Lease.NOBODY;
        boolean away;

        private <T> Future<T> unlessAway(T value) {
            return away ? Future.failedFuture("no answer") : Future.succeededFuture(value);
        }

        @Override
        public Future<Lease> read(String bot) {
            return unlessAway(lease);
        }

        @Override
        public Future<Optional<Lease>> take(String bot, Lease seen, String owner) {
            if (away || !seen.equals(lease)) {
                return unlessAway(Optional.empty());
            }
            lease = new Lease(owner, seen.fence() + 1, 0);
            return Future.succeededFuture(Optional.of(lease));
        }

        @Override
        public Future<Boolean> beat(String bot, long fence) {
            boolean ours = lease.fence() == fence;
            if (ours && !away) {
                lease = new Lease(lease.owner(), fence, lease.beat() + 1);
            }
            return unlessAway(ours);
        }

        @Override
        public Future<Void> release(String bot, long fence) {
            if (lease.fence() == fence) {
                lease = new Lease("", fence, lease.beat());
            }
            return unlessAway(null);
        }
    }
}
