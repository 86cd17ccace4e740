package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who came back, round by round; stores and outbox are made by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReturnsTest {
    private static final long CHAT = 7;

    private final MemoryFollowers followers = new MemoryFollowers();
    private final Post post = new Post();
    private final TreeSet<Long> messages = new TreeSet<>();
    private final Returns returns = new Returns(followers, new Numbers(), post);

    @Test
    void few_are_given_at_once_and_the_follower_is_live() {
        sent(5);
        back(CHAT, 0, 5);
        round();
        assertThat(post.of(CHAT)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(followers.one(CHAT).live()).isTrue();
        assertThat(followers.one(CHAT).cursor()).isEqualTo(5);
        round();
        assertThat(followers.returns).isEmpty();
    }

    @Test
    void many_are_given_20_at_a_time_and_the_next_when_these_are_done() {
        sent(45);
        back(CHAT, 0, 45);
        round();
        round();
        assertThat(post.of(CHAT)).hasSize(20);
        assertThat(followers.one(CHAT).cursor()).isZero();
        post.deliver(CHAT, 19);
        round();
        assertThat(post.of(CHAT)).hasSize(20);
        assertThat(followers.one(CHAT).cursor()).isZero();
        post.deliver(CHAT, 1);
        round();
        assertThat(followers.one(CHAT).cursor()).isEqualTo(20);
        assertThat(post.of(CHAT)).hasSize(40);
        post.deliver(CHAT, 20);
        round();
        assertThat(post.of(CHAT)).containsExactlyElementsOf(messages);
        assertThat(followers.one(CHAT).live()).isTrue();
    }

    @Test
    void what_is_sent_while_somebody_catches_up_comes_after_what_was_missed() {
        sent(20);
        back(CHAT, 0, 20);
        round();
        messages.add(21L);
        post.last = 21;
        post.deliver(CHAT, 20);
        round();
        assertThat(post.of(CHAT)).containsExactlyElementsOf(messages);
        assertThat(followers.one(CHAT).cursor()).isEqualTo(21);
        assertThat(followers.one(CHAT).live()).isTrue();
    }

    @Test
    void what_is_stored_and_not_taken_over_yet_waits_for_its_own_audience() {
        sent(5);
        post.last = 3;
        back(CHAT, 0, 5);
        round();
        assertThat(post.of(CHAT)).containsExactly(1L, 2L, 3L);
        assertThat(followers.one(CHAT).cursor()).isEqualTo(3);
        assertThat(followers.one(CHAT).live()).isTrue();
    }

    @Test
    void what_was_withdrawn_is_not_given() {
        sent(30);
        messages.removeAll(List.of(2L, 25L));
        back(CHAT, 0, 30);
        round();
        post.deliver(CHAT, 20);
        round();
        assertThat(post.of(CHAT)).hasSize(28).doesNotContain(2L, 25L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_order_that_ends_a_message_in_the_middle_stops_no_other(boolean refused) {
        sent(45);
        back(CHAT, 0, 45);
        round();
        if (refused) {
            post.ended.addAll(List.of(21L, 30L, 45L));
        } else {
            messages.removeAll(List.of(21L, 30L, 45L));
        }
        for (int i = 0; i < 5; i++) {
            post.deliver(CHAT, 20);
            round();
        }
        assertThat(post.of(CHAT)).hasSize(42).doesNotContain(21L, 30L, 45L).contains(44L);
        assertThat(followers.one(CHAT).live()).isTrue();
    }

    @Test
    void a_whole_window_that_was_ended_is_passed_over() {
        sent(45);
        back(CHAT, 0, 45);
        LongStream.rangeClosed(1, 20).forEach(post.ended::add);
        round();
        assertThat(followers.one(CHAT).cursor()).isEqualTo(20);
        assertThat(post.of(CHAT)).hasSize(20).contains(21L, 40L);
    }

    @Test
    void what_the_chat_has_already_is_not_given_again() {
        sent(25);
        back(CHAT, 0, 25);
        post.give(CHAT, List.of(3L, 4L));
        post.deliver(CHAT, 2);
        round();
        post.deliver(CHAT, 18);
        round();
        assertThat(post.of(CHAT)).hasSize(25).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void an_end_between_any_two_steps_loses_and_doubles_nothing(int steps) {
        sent(45);
        back(CHAT, 0, 45);
        followers.left = steps;
        post.steps = followers;
        for (int i = 0; i < 10; i++) {
            round();
            post.deliver(CHAT, 7);
            if (followers.left <= 0) {
                followers.left = Integer.MAX_VALUE; // another server goes on
            }
        }
        assertThat(post.of(CHAT)).containsExactlyElementsOf(messages);
        assertThat(followers.one(CHAT).live()).isTrue();
        assertThat(followers.one(CHAT).cursor()).isEqualTo(45);
    }

    @Test
    void somebody_who_goes_meanwhile_stays_gone() {
        sent(5);
        back(CHAT, 0, 5);
        followers.meanwhile = () -> followers.all.computeIfPresent(CHAT, (chat, one) -> one.gone(Instant.EPOCH, 0));
        round();
        assertThat(followers.one(CHAT).following()).isFalse();
        assertThat(followers.one(CHAT).cursor()).isZero();
        round();
        assertThat(followers.returns).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 45})
    void who_leaves_just_before_something_is_given_does_not_get_it(int many) {
        sent(many);
        back(CHAT, 0, many);
        back(8, 0, many);
        post.meanwhile = () -> followers.all.computeIfPresent(CHAT, (chat, one) -> one.gone(Instant.EPOCH, 0));
        round();
        assertThat(post.stopped).containsExactly(CHAT);
        round();
        assertThat(post.of(CHAT)).isEmpty();
        assertThat(post.of(8)).hasSize(Math.min(many, 20));
        assertThat(followers.returns).doesNotContainKey(CHAT);
    }

    /** First it is noted that somebody is to catch up, and then stored: a round may come in between. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_comes_back_while_a_round_goes_on_is_served_by_the_next(boolean known) {
        sent(3);
        if (known) {
            Follower lost = new Follower(CHAT, true, true, Instant.EPOCH, 0, OptionalLong.empty(), false, 4);
            followers.all.put(CHAT, lost);
        }
        followers.returns.put(CHAT, known ? 5L : 1L);
        round();
        assertThat(post.of(CHAT)).isEmpty();
        long version = known ? 5 : 1;
        followers.all.put(CHAT, new Follower(CHAT, true, false, Instant.EPOCH, 0, OptionalLong.of(3), false, version));
        round();
        assertThat(post.of(CHAT)).containsExactly(1L, 2L, 3L);
        round();
        assertThat(followers.returns).isEmpty();
    }

    @Test
    void who_is_asked_or_live_is_left_alone() {
        sent(60);
        back(1, 0, 60);
        followers.all.computeIfPresent(1L, (chat, one) -> one.back(Instant.EPOCH, 60, true));
        back(2, 0, 60);
        followers.all.computeIfPresent(2L, (chat, one) -> one.caughtUp(60));
        round();
        assertThat(post.given).isEmpty();
        assertThat(followers.returns).isEmpty();
        assertThat(followers.one(1).asked()).isTrue();
    }

    @Test
    void one_chat_in_trouble_keeps_no_other_from_its_messages() {
        sent(3);
        back(1, 0, 3);
        back(2, 0, 3);
        post.broken = 1;
        returns.serve(post).otherwiseEmpty();
        assertThat(post.of(2)).containsExactly(1L, 2L, 3L);
        assertThat(followers.one(1).catchesUp()).isTrue();
        post.broken = 0;
        round();
        assertThat(post.of(1)).containsExactly(1L, 2L, 3L);
    }

    private void round() {
        Future<Void> served = returns.serve(post);
        assertThat(served.isComplete()).isTrue();
    }

    private void sent(int many) {
        LongStream.rangeClosed(1, many).forEach(messages::add);
        post.last = many;
    }

    private void back(long chat, long cursor, long until) {
        followers.all.put(
                chat, new Follower(chat, true, false, Instant.EPOCH, cursor, OptionalLong.of(until), false, 1));
        followers.returns.put(chat, 1L);
    }

    /** The messages there are, by number. */
    private final class Numbers implements Backlog {
        @Override
        public Future<Long> last() {
            return Future.succeededFuture(messages.last());
        }

        @Override
        public Future<Long> count(long after, long until) {
            return Future.succeededFuture(
                    (long) messages.subSet(after, false, until, true).size());
        }

        @Override
        public Future<List<Long>> numbers(long after, long until, int most) {
            return Future.succeededFuture(messages.tailSet(after, false).stream()
                    .filter(one -> one <= until)
                    .limit(most)
                    .toList());
        }

        @Override
        public Future<Long> before(long until, int many) {
            throw new UnsupportedOperationException();
        }
    }

    /** An outbox: rows per chat, delivered by hand. */
    private static final class Post implements Counter, Mailbox {
        final Map<Long, TreeMap<Long, Boolean>> given = new TreeMap<>();
        final TreeSet<Long> ended = new TreeSet<>();
        MemoryFollowers steps = new MemoryFollowers();
        long last;
        long broken;
        final List<Long> stopped = new ArrayList<>();
        Runnable meanwhile = () -> {};

        List<Long> of(long chat) {
            return List.copyOf(given.getOrDefault(chat, new TreeMap<>()).keySet());
        }

        /** The first so many that wait are delivered. */
        void deliver(long chat, int many) {
            TreeMap<Long, Boolean> rows = given.getOrDefault(chat, new TreeMap<>());
            rows.entrySet().stream()
                    .filter(row -> !row.getValue())
                    .limit(many)
                    .toList()
                    .forEach(row -> rows.put(row.getKey(), true));
        }

        @Override
        public Future<Long> last() {
            return Future.succeededFuture(last);
        }

        @Override
        public Future<Standing> standing(long chat, List<Long> messages) {
            TreeMap<Long, Boolean> rows = given.getOrDefault(chat, new TreeMap<>());
            List<Long> known = messages.stream().filter(rows::containsKey).toList();
            return Future.succeededFuture(new Standing(known, known.stream().anyMatch(one -> !rows.get(one))));
        }

        @Override
        public Future<List<Long>> give(long chat, List<Long> messages) {
            if (chat == broken || steps.dies()) {
                return Future.failedFuture("away");
            }
            meanwhile.run();
            meanwhile = () -> {};
            List<Long> fit =
                    messages.stream().filter(one -> !ended.contains(one)).toList();
            fit.forEach(
                    one -> given.computeIfAbsent(chat, new_ -> new TreeMap<>()).putIfAbsent(one, false));
            return Future.succeededFuture(fit);
        }

        @Override
        public Future<Void> stop(long chat) {
            stopped.add(chat);
            given.remove(chat);
            return Future.succeededFuture();
        }

        @Override
        public Future<Long> settled() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Set<Long>> had(long chat, Collection<Long> messages) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wake() {
            throw new UnsupportedOperationException();
        }
    }

    /** Followers in memory; after so many writes the process has ended. */
    private static final class MemoryFollowers implements FollowerStore {
        final Map<Long, Follower> all = new TreeMap<>();
        /** With the version that is noted. */
        final TreeMap<Long, Long> returns = new TreeMap<>();

        int left = Integer.MAX_VALUE;
        Runnable meanwhile = () -> {};

        Follower one(long chat) {
            return all.get(chat);
        }

        boolean dies() {
            return left <= 0 || --left == 0;
        }

        @Override
        public Future<java.util.Optional<Follower>> find(long chat) {
            return Future.succeededFuture(java.util.Optional.ofNullable(all.get(chat)));
        }

        @Override
        public Future<Boolean> replace(Follower next) {
            if (dies()) {
                return Future.failedFuture("away");
            }
            meanwhile.run();
            meanwhile = () -> {};
            if (all.get(next.chat()).version() + 1 != next.version()) {
                return Future.succeededFuture(false);
            }
            all.put(next.chat(), next);
            return Future.succeededFuture(true);
        }

        @Override
        public Future<List<Follower>> after(long after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Long>> live(long message, long after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Long>> returning(int limit) {
            return Future.succeededFuture(returns.keySet().stream().limit(limit).toList());
        }

        @Override
        public Future<Void> returned(long chat, long version) {
            returns.computeIfPresent(chat, (one, noted) -> noted <= version ? null : noted);
            return Future.succeededFuture();
        }
    }
}
