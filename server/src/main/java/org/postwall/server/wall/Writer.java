package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.mapstruct.factory.Mappers;
import org.postwall.server.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores posts in groups: what arrives while one write is on its way makes the next one. A crowd takes its numbers
 * meanwhile.
 *
 * <p>There is no timer and no added wait; the busier the wall, the bigger the groups. A post is answered when its write
 * is durable and published. A write of unknown outcome is answered 503, and its numbers are left to {@link Voids}.
 */
final class Writer {
    /**
     * How much waits and goes at once, in posts and bytes.
     *
     * @param crowd of fewer posts than this all go at once, one group after the other: each group costs two commands,
     *     however small it is. Of more only half go at once: while those are stored, the other half take their numbers,
     *     are read or answered
     */
    record Limits(int waiting, int waitingBytes, int batch, int batchBytes, int crowd) {
        static final Limits USUAL =
                new Limits(20_000, (int) Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 8), 500, 4 << 20, 16);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 5;

    private final PostStore store;
    private final Counter counter;
    private final Census census;
    private final Publisher publisher;
    private final Arrivals arrivals;
    private final Voids voids;
    private final WallMetrics metrics;
    private final Limits limits;
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);
    private final ArrayDeque<PendingPost> queue = new ArrayDeque<>();
    private final Map<String, PendingPost> keyed = new HashMap<>();
    private final ArrayDeque<Runnable> pauses = new ArrayDeque<>();
    private int unanswered;
    private int unansweredBytes;
    /** A batch that has its numbers and waits for the one before it to be stored. */
    private Numbered ready;

    private boolean taking;
    private boolean storing;

    private record Numbered(List<PendingPost> batch, Count count) {
        List<Long> numbers() {
            long first = count.last() - batch.size() + 1;
            return LongStream.rangeClosed(first, count.last()).boxed().toList();
        }
    }

    Writer(
            PostStore store,
            Counter counter,
            Census census,
            Publisher publisher,
            Arrivals arrivals,
            Voids voids,
            WallMetrics metrics,
            Limits limits) {
        this.store = store;
        this.counter = counter;
        this.census = census;
        this.publisher = publisher;
        this.arrivals = arrivals;
        this.voids = voids;
        this.metrics = metrics;
        this.limits = limits;
    }

    /** The number of the post, once every later read shows it. */
    Future<Long> post(Draft draft) {
        PendingPost same = draft.key() == null ? null : keyed.get(draft.key());
        if (same != null) {
            return same.draft.hash().equals(draft.hash()) ? same.answer.future() : Future.failedFuture(otherBody());
        }
        PendingPost post = new PendingPost(draft);
        if (unanswered >= limits.waiting() || unansweredBytes + post.size() > limits.waitingBytes()) {
            return Future.failedFuture(ApiException.unavailable("Too many posts are waiting.", RETRY));
        }
        unanswered++;
        unansweredBytes += post.size();
        if (draft.key() != null) {
            keyed.put(draft.key(), post);
        }
        queue.add(post);
        write();
        return post.answer.future();
    }

    /** Posts that have no answer yet. */
    int unanswered() {
        return unanswered;
    }

    /** Runs {@code work} at a moment when no write of this process is on its way. */
    <T> Future<T> between(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        pauses.add(() -> work.get().onComplete(result).onComplete(done -> next()));
        write();
        return result.future();
    }

    /** Begins the next step that can be begun: numbers for a batch, or a pause. */
    private void write() {
        if (taking || ready != null || (storing && queue.size() < limits.crowd())) {
            return;
        }
        if (!pauses.isEmpty()) {
            if (!storing) {
                taking = true;
                pauses.poll().run();
            }
        } else if (!queue.isEmpty()) {
            taking = true;
            List<PendingPost> batch = gather();
            counter.take(batch.size())
                    .onSuccess(count -> ready = new Numbered(batch, count))
                    .onFailure(error -> refuseAll(batch, error))
                    .onComplete(done -> next());
        }
    }

    private void next() {
        taking = false;
        store();
        write();
    }

    private void store() {
        if (storing || ready == null) {
            return;
        }
        storing = true;
        Numbered numbered = ready;
        ready = null;
        insert(numbered);
    }

    private List<PendingPost> gather() {
        List<PendingPost> batch = new ArrayList<>();
        int bytes = 0;
        int most = Math.min(limits.batch(), Math.max(limits.crowd(), (unanswered + 1) / 2));
        while (!queue.isEmpty() && batch.size() < most) {
            bytes += queue.peek().size();
            if (bytes > limits.batchBytes() && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.poll());
        }
        return batch;
    }

    private void insert(Numbered numbered) {
        List<PendingPost> batch = numbered.batch();
        List<Long> numbers = numbered.numbers();
        List<Post> posts = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            posts.add(shapes.post(batch.get(i).draft, numbers.get(i)));
        }
        store.insert(posts)
                .onSuccess(outcomes -> settle(batch, posts, outcomes, numbered.count()))
                .onFailure(error -> {
                    voids.abandon(numbers);
                    if (ready != null) {
                        voids.abandon(ready.numbers());
                        refuse(ready.batch(), error);
                        ready = null;
                    }
                    refuseAll(batch, error);
                })
                .onComplete(done -> {
                    storing = false;
                    store();
                    write();
                });
    }

    private void settle(List<PendingPost> batch, List<Post> posts, List<PostStore.Outcome> outcomes, Count count) {
        List<PendingPost> stored = new ArrayList<>();
        List<Post> arrived = new ArrayList<>();
        List<PendingPost> refused = new ArrayList<>();
        List<Long> unused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) == PostStore.Outcome.STORED) {
                stored.add(batch.get(i));
                arrived.add(posts.get(i));
            } else {
                refused.add(batch.get(i));
                unused.add(posts.get(i).number());
            }
        }
        metrics.stored(stored.size());
        arrivals.arrived(arrived, count.epoch());
        if (!stored.isEmpty()) {
            publisher.publish(count.head()).onComplete(done -> {
                for (int i = 0; i < stored.size(); i++) {
                    answer(stored.get(i), arrived.get(i).number());
                }
            });
        }
        if (!refused.isEmpty()) {
            resolve(refused, unused, count);
        }
    }

    /**
     * Posts whose number or key was in use. Their numbers are filled first: that write is durable only after the write
     * before it that took the key, so the answer can't be about something that a failover still undoes.
     */
    private void resolve(List<PendingPost> refused, List<Long> unused, Count count) {
        List<String> keys = refused.stream()
                .map(post -> post.draft.key())
                .filter(key -> key != null)
                .toList();
        store.fill(unused)
                .onFailure(error -> voids.abandon(unused))
                .compose(filled -> keys.isEmpty() ? Future.succeededFuture(List.<Post>of()) : store.withKeys(keys))
                .onFailure(error -> refuse(refused, error))
                .onSuccess(found -> {
                    Map<String, Post> holders = new HashMap<>();
                    found.forEach(post -> holders.put(post.key(), post));
                    List<PendingPost> again = new ArrayList<>();
                    for (PendingPost post : refused) {
                        Post holder = post.draft.key() == null ? null : holders.get(post.draft.key());
                        if (holder == null) {
                            again.add(post);
                        } else {
                            repeat(post, holder, count);
                        }
                    }
                    renumber(again);
                });
    }

    private void repeat(PendingPost post, Post holder, Count count) {
        if (!post.draft.hash().equals(holder.hash())) {
            fail(post, otherBody());
            return;
        }
        Head head = count.head().max(new Head(holder.number(), 0));
        publisher.publish(head).onComplete(done -> answer(post, holder.number()));
    }

    /** Posts whose number was taken get another, after the counter has been lifted over whatever is stored. */
    private void renumber(List<PendingPost> posts) {
        if (posts.isEmpty()) {
            return;
        }
        census.highest()
                .compose(counter::atLeast)
                .onFailure(error -> refuse(posts, error))
                .onSuccess(count -> {
                    for (PendingPost post : posts) {
                        if (++post.refusals > MOST_REFUSALS) {
                            fail(post, ApiException.unavailable("No number could be found for it.", RETRY));
                        } else {
                            queue.addFirst(post);
                        }
                    }
                    write();
                });
    }

    private void answer(PendingPost post, long number) {
        forget(post);
        post.answer.complete(number);
    }

    /** The store gave no answer: those that wait behind this batch would wait as long again for the same. */
    private void refuseAll(List<PendingPost> batch, Throwable error) {
        refuse(batch, error);
        List<PendingPost> behind = List.copyOf(queue);
        queue.clear();
        refuse(behind, error);
    }

    private void refuse(List<PendingPost> posts, Throwable error) {
        LOG.debug("{} posts refused", posts.size(), error);
        Throwable refusal = ApiException.known(error, "The wall can't store posts now.");
        posts.forEach(post -> fail(post, refusal));
    }

    private void fail(PendingPost post, Throwable why) {
        forget(post);
        post.answer.fail(why);
    }

    private void forget(PendingPost post) {
        unanswered--;
        unansweredBytes -= post.size();
        if (post.draft.key() != null) {
            keyed.remove(post.draft.key(), post);
        }
    }

    private static ApiException otherBody() {
        return ApiException.invalid("Idempotency-Key", "was used before with another request");
    }
}
