package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.postwall.server.http.ApiException;

/** The wall itself: what can be asked of it, whatever the transport. All on one event loop. */
public final class Wall {
    private static final int MOST_SCROLLS = 64;

    private final PostStore store;
    private final Writer writer;
    private final Pages pages;
    private final Removal removal;
    private final Feed feed;
    private final Ledger ledger;
    private final Loader loader;
    private final Segments segments;
    private final PostJson json = new PostJson();
    private int scrolls;

    Wall(
            PostStore store,
            Writer writer,
            Pages pages,
            Removal removal,
            Feed feed,
            Ledger ledger,
            Loader loader,
            Segments segments) {
        this.store = store;
        this.writer = writer;
        this.pages = pages;
        this.removal = removal;
        this.feed = feed;
        this.ledger = ledger;
        this.loader = loader;
        this.segments = segments;
    }

    /** The number of the post, once it is durable and every later read shows it. */
    Future<Long> post(Draft draft) {
        return writer.post(draft);
    }

    /** The wall as it is now; its failure is to be read by {@link #refusal}, which costs nothing while all is well. */
    Future<View> now() {
        return pages.now();
    }

    /** The page of {@code view} that {@code target} asks for, or null where it isn't at hand. */
    Page ready(View view, String target) {
        return pages.ready(view, target);
    }

    /** The page that {@code target} asks for, which must have been read after {@link #now}. */
    Future<Answer> page(String target, PageRequest request) {
        return known(pages.render(target, request));
    }

    /** Streams a stretch; ends nothing. */
    Future<Void> scroll(Stretch stretch, WriteStream<Buffer> out, Future<Void> gone) {
        if (scrolls >= MOST_SCROLLS) {
            return Future.failedFuture(
                    ApiException.unavailable("Too many long answers are on their way.", Duration.ofSeconds(2)));
        }
        scrolls++;
        Scroll scroll = new Scroll(ledger, loader, segments, stretch, out);
        gone.onComplete(done -> scroll.stop());
        return scroll.run().onComplete(done -> scrolls--);
    }

    /** The JSON of one post, always as the store has it. */
    Future<Buffer> one(long number) {
        return known(store.latest(List.of(number))).compose(found -> {
            if (found.isEmpty() || found.get(0).gone()) {
                return Future.failedFuture(Removal.absent(number));
            }
            return Future.succeededFuture(Buffer.buffer(json.of(found.get(0))));
        });
    }

    /** Erases a post, if the caller may remove its author's. */
    Future<Void> remove(long number, Predicate<Author> allowed) {
        return known(removal.remove(number, allowed));
    }

    /** Sends what comes after {@code after}, or after now, until {@link #leave}. */
    Future<Void> follow(OptionalLong after, Follower follower) {
        return known(feed.follow(after, follower));
    }

    void resume(Follower follower) {
        feed.resume(follower);
    }

    void leave(Follower follower) {
        feed.leave(follower);
    }

    private static <T> Future<T> known(Future<T> future) {
        return future.recover(error -> Future.failedFuture(refusal(error)));
    }

    /** Failures of a store become 503; refusals, and faults of our own, stay what they are. */
    static Throwable refusal(Throwable error) {
        return ApiException.known(error, "The wall can't be read now.");
    }
}
