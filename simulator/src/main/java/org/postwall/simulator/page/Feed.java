package org.postwall.simulator.page;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwall.simulator.world.World;

/**
 * What happens in the chats that a page shows, as server-sent events (WHATWG HTML, "Server-sent events").
 *
 * <p>It keeps nothing: a page that was cut off or reads too slowly connects again and loads its chats anew.
 */
final class Feed {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final World world;
    private final ChatViews views;

    Feed(World world, ChatViews views) {
        this.world = world;
        this.views = views;
    }

    /** Begins to tell a page about the chats in {@code watch}: keys as of {@link ChatViews#key}, with commas between. */
    void open(RoutingContext context) {
        String watch = context.request().getParam("watch", "").toLowerCase(Locale.ROOT);
        Set<String> watched = Arrays.stream(watch.split(",", -1)).collect(Collectors.toUnmodifiableSet());
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-store");
        Watcher watcher = new Watcher(response, watched, views);
        watcher.event("hello", new JsonObject());
        Runnable silence = world.onChange(watcher::hear);
        long heartbeat = context.vertx().setPeriodic(HEARTBEAT.toMillis(), id -> watcher.write(": still here\n\n"));
        response.closeHandler(closed -> {
            silence.run();
            context.vertx().cancelTimer(heartbeat);
        });
    }
}
