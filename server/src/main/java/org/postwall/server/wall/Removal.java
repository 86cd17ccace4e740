package org.postwall.server.wall;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;
import org.postwall.server.http.ApiException;

/**
 * Takes posts off the wall.
 *
 * <p>The post is erased first, then every server is told by a new epoch. If this process dies in between, the repeated
 * request tells them.
 */
final class Removal {
    private final PostStore store;
    private final Counter counter;
    private final Publisher publisher;

    Removal(PostStore store, Counter counter, Publisher publisher) {
        this.store = store;
        this.counter = counter;
        this.publisher = publisher;
    }

    /** @param allowed whether the caller may remove this author's posts */
    Future<Void> remove(long number, Predicate<Author> allowed) {
        return store.latest(List.of(number)).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(absent(number));
            }
            Post post = found.get(0);
            if (post.gone()) {
                return tell(number).compose(told -> Future.failedFuture(absent(number)));
            }
            if (!allowed.test(post.author())) {
                return Future.failedFuture(ApiException.forbidden("This token may remove its own posts only."));
            }
            return store.erase(number).compose(erased -> tell(number));
        });
    }

    private Future<Void> tell(long number) {
        return counter.touch(List.of(number)).compose(count -> publisher.publish(count.head()));
    }

    static ApiException absent(long number) {
        return ApiException.notFound("There is no message " + number + ".");
    }
}
