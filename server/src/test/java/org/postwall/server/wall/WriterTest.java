package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.ApiException;
import org.postwall.server.store.StoreFailure;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WriterTest {
    private final Fate fate = new Fate(1);
    private final MemoryMongo mongo = new MemoryMongo(fate);
    private final SilentCounter counter = new SilentCounter();
    private final Writer writer = new Writer(
            mongo,
            counter,
            mongo,
            head -> Future.succeededFuture(),
            (posts, epoch) -> {},
            new Voids(mongo, fate.alarm(() -> true)),
            new WallMetrics(new SimpleMeterRegistry()),
            new Writer.Limits(3, 40_000, 2, 1 << 20, 1));

    @Test
    void posts_that_arrive_while_a_write_is_on_its_way_go_together_in_the_next() {
        Future<Long> first = post("a");
        Future<Long> second = post("b");
        Future<Long> third = post("c");
        counter.answer();
        fate.settle();
        counter.answer();
        fate.settle();
        assertThat(List.of(first.result(), second.result(), third.result())).containsExactly(1L, 2L, 3L);
        assertThat(counter.taken).containsExactly(1, 2);
    }

    @Test
    void where_the_store_is_silent_those_that_wait_are_refused_with_those_it_was_asked_for() {
        Future<Long> first = post("a");
        Future<Long> second = post("b");
        counter.fail(new StoreFailure("no answer"));
        fate.settle();
        assertThat(first.cause()).isInstanceOf(ApiException.class);
        assertThat(second.cause()).isInstanceOf(ApiException.class);
        assertThat(counter.taken).as("asked again for those that waited").containsExactly(1);
        assertThat(writer.unanswered()).isZero();
    }

    @Test
    void a_fault_of_ours_is_not_blamed_on_the_store() {
        Future<Long> post = post("a");
        counter.fail(new ClassCastException("a bug"));
        assertThat(post.cause()).isInstanceOf(ClassCastException.class);
        assertThat(writer.unanswered()).isZero();
    }

    @Test
    void more_than_may_wait_is_refused_at_once() {
        post("a");
        post("b");
        post("c");
        assertThat(post("d").cause()).isInstanceOf(ApiException.class).hasMessageContaining("waiting");
    }

    @Test
    void what_waits_is_bounded_in_bytes_too() {
        Future<Long> first = post("a".repeat(15_000));
        assertThat(post("b".repeat(15_000)).cause()).hasMessageContaining("waiting");
        assertThat(post("c").isComplete()).as("a small one").isFalse();
        counter.fail(new StoreFailure("no answer"));
        fate.settle();
        assertThat(first.failed()).isTrue();
        assertThat(post("d".repeat(15_000)).isComplete()).as("room again").isFalse();
    }

    @Test
    void numbers_for_the_next_batch_are_taken_while_the_one_before_is_stored() {
        SlowStore store = new SlowStore();
        Writer slow = writer(store);
        Future<Long> first = slow.post(draft("a"));
        counter.answer();
        Future<Long> second = slow.post(draft("b"));
        assertThat(counter.taken).as("asked before the first is stored").containsExactly(1, 1);
        counter.answer();
        assertThat(store.inserted).as("but stored one after the other").containsExactly(List.of(1L));
        store.stored();
        assertThat(first.result()).isEqualTo(1);
        assertThat(second.isComplete()).isFalse();
        store.stored();
        assertThat(second.result()).isEqualTo(2);
    }

    @Test
    void where_a_batch_is_lost_the_next_is_refused_and_the_numbers_of_both_become_voids() {
        SlowStore store = new SlowStore();
        Writer slow = writer(store);
        Future<Long> first = slow.post(draft("a"));
        counter.answer();
        Future<Long> second = slow.post(draft("b"));
        counter.answer();
        Future<Long> third = slow.post(draft("c"));
        store.lost();
        assertThat(List.of(first.failed(), second.failed(), third.failed())).containsOnly(true);
        assertThat(store.inserted).containsExactly(List.of(1L));
        assertThat(store.filled).containsExactlyInAnyOrder(1L, 2L);
        assertThat(slow.unanswered()).isZero();
        slow.post(draft("d"));
        assertThat(counter.taken).as("it goes on").containsExactly(1, 1, 1);
    }

    @Test
    void a_pause_waits_for_both_the_batch_that_is_stored_and_the_one_that_has_numbers() {
        SlowStore store = new SlowStore();
        Writer slow = writer(store);
        slow.post(draft("a"));
        counter.answer();
        slow.post(draft("b"));
        Future<Integer> pause = slow.between(() -> Future.succeededFuture(store.inserted.size()));
        counter.answer();
        store.stored();
        assertThat(pause.isComplete()).isFalse();
        store.stored();
        assertThat(pause.result()).isEqualTo(2);
    }

    @Test
    void few_posts_wait_for_the_group_before_them_to_be_stored() {
        SlowStore store = new SlowStore();
        Writer slow = writer(store, new Writer.Limits(9, 40_000, 9, 1 << 20, 2));
        slow.post(draft("a"));
        counter.answer();
        slow.post(draft("b"));
        assertThat(counter.taken).as("one isn't a crowd").containsExactly(1);
        store.stored();
        assertThat(counter.taken).containsExactly(1, 1);
        counter.answer();
        slow.post(draft("c"));
        slow.post(draft("d"));
        assertThat(counter.taken).as("two are").containsExactly(1, 1, 2);
    }

    @Test
    void of_a_crowd_only_half_go_at_once() {
        Writer slow = writer(new SlowStore(), new Writer.Limits(9, 40_000, 9, 1 << 20, 2));
        for (int i = 0; i < 7; i++) {
            slow.post(draft("text " + i));
        }
        counter.answer();
        assertThat(counter.taken).containsExactly(1, 4);
    }

    private Writer writer(PostStore store) {
        return writer(store, new Writer.Limits(9, 40_000, 1, 1 << 20, 1));
    }

    private Writer writer(PostStore store, Writer.Limits limits) {
        return new Writer(
                store,
                counter,
                mongo,
                head -> Future.succeededFuture(),
                (posts, epoch) -> {},
                new Voids(store, fate.alarm(() -> true)),
                new WallMetrics(new SimpleMeterRegistry()),
                limits);
    }

    private static Draft draft(String text) {
        return new Draft(new Author("1", "Ada", null, null), text, "2026-11-21T10:00:00Z", null, text);
    }

    private Future<Long> post(String text) {
        return writer.post(draft(text));
    }

    /** A store that stores when it is told to, one batch at a time. */
    private static final class SlowStore implements PostStore {
        final List<List<Long>> inserted = new ArrayList<>();
        final List<Long> filled = new ArrayList<>();
        private final ArrayDeque<Promise<List<Outcome>>> asked = new ArrayDeque<>();

        void stored() {
            asked.remove().complete(List.of(Outcome.STORED));
        }

        void lost() {
            asked.remove().fail(new StoreFailure("no answer"));
        }

        @Override
        public Future<List<Outcome>> insert(List<Post> posts) {
            inserted.add(posts.stream().map(Post::number).toList());
            Promise<List<Outcome>> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        }

        @Override
        public Future<Void> fill(Collection<Long> numbers) {
            filled.addAll(numbers);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> erase(long number) {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public Future<List<Post>> read(Collection<Long> numbers) {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public Future<List<Post>> latest(Collection<Long> numbers) {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public Future<List<Post>> withKeys(Collection<String> keys) {
            return Future.failedFuture("not asked for here");
        }
    }

    /** A counter that answers when it is told to. */
    private static final class SilentCounter implements Counter {
        final List<Integer> taken = new ArrayList<>();
        private Promise<Count> asked;
        private long n;

        void answer() {
            n += taken.get(taken.size() - 1);
            asked.complete(new Count("wall", n, 0, List.of()));
        }

        void fail(Throwable why) {
            asked.fail(why);
        }

        @Override
        public Future<Count> take(int many) {
            taken.add(many);
            asked = Promise.promise();
            return asked.future();
        }

        @Override
        public Future<Count> read() {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public Future<Count> touch(List<Long> numbers) {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public Future<Count> atLeast(long last) {
            return Future.failedFuture("not asked for here");
        }
    }
}
