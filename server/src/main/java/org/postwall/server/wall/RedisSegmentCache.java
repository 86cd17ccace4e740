package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwall.telegram.redis.RedisLink;

/** Segments in Redis: {@code {wall:ID}:segment:NUMBER}, each one value, kept for a day. */
final class RedisSegmentCache implements SegmentCache {
    private static final Duration KEPT = Duration.ofDays(1);
    /** The head waits behind whatever else is on the connection, so huge values stay out. */
    private static final int LARGEST = 256 * 1024;

    private final RedisLink link;

    RedisSegmentCache(RedisLink link) {
        this.link = link;
    }

    @Override
    public Future<Map<Integer, Segment>> get(String wall, Collection<Integer> segments) {
        if (link.session().isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Integer> asked = List.copyOf(segments);
        Request request = Request.cmd(Command.MGET);
        asked.forEach(number -> request.arg(key(wall, number)));
        return link.session().get().send(request).map(found -> {
            Map<Integer, Segment> parsed = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                int number = asked.get(i);
                Response value = found.get(i);
                if (value != null) {
                    Segment.parse(Buffer.buffer(value.toBytes())).ifPresent(segment -> parsed.put(number, segment));
                }
            }
            return parsed;
        });
    }

    @Override
    public void put(String wall, int number, Segment segment) {
        if (segment.bytes().length() <= LARGEST) {
            link.session()
                    .ifPresent(session -> session.send(Request.cmd(Command.SET)
                            .arg(key(wall, number))
                            .arg(segment.bytes())
                            .arg("EX")
                            .arg(KEPT.toSeconds())));
        }
    }

    private static String key(String wall, int number) {
        return "{wall:" + wall + "}:segment:" + number;
    }
}
