package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
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
            new Writer.Limits(3, 40_000, 2, 1 << 20));

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

    private Future<Long> post(String text) {
        return writer.post(new Draft(new Author("1", "Ada", null, null), text, "2026-11-21T10:00:00Z", null, text));
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
