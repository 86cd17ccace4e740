package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.mapstruct.factory.Mappers;

/** The wall itself: what can be asked of it, whatever the transport. */
public final class Wall {
    private final PostStore store;
    private final Counter counter;
    private final Writer writer;
    private final PostShapes shapes = Mappers.getMapper(PostShapes.class);

    Wall(PostStore store, Counter counter, Writer writer) {
        this.store = store;
        this.counter = counter;
        this.writer = writer;
    }

    /** The number of the post, once it is durable and every later read shows it. */
    Future<Long> post(Draft draft) {
        return writer.post(draft);
    }

    /** The JSON of a page. */
    Future<Buffer> page(PageRequest page) {
        return counter.read().compose(count -> {
            List<Long> numbers = LongStream.rangeClosed(1, count.last()).boxed().toList();
            return store.read(numbers).map(posts -> body(posts, page));
        });
    }

    private Buffer body(List<Post> posts, PageRequest page) {
        List<Post> readable = posts.stream()
                .filter(post -> !post.gone())
                .sorted(Comparator.comparingLong(Post::number).reversed())
                .toList();
        JsonArray messages = new JsonArray();
        readable.stream()
                .filter(post -> post.number() < page.before())
                .skip(page.start())
                .limit(page.everything() ? Long.MAX_VALUE : page.range())
                .map(shapes::view)
                .map(view -> new JsonObject()
                        .put("id", view.id())
                        .put("user", view.user())
                        .put("timestamp", view.timestamp())
                        .put("message", view.message()))
                .forEach(messages::add);
        return new JsonObject()
                .put("messages", messages)
                .put("total_count", readable.size())
                .toBuffer();
    }
}
