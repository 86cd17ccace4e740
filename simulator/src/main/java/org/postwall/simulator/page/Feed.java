package org.postwall.simulator.page;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postwall.simulator.world.Callback;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Message;
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
    /** Tells pages that the simulator they come back to is not the one they left. */
    private final String epoch = UUID.randomUUID().toString();

    Feed(World world, ChatViews views) {
        this.world = world;
        this.views = views;
    }

    void open(RoutingContext context) {
        String watch = context.request().getParam("watch", "").toLowerCase(Locale.ROOT);
        Set<String> watched = Arrays.stream(watch.split(",", -1)).collect(Collectors.toUnmodifiableSet());
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-store");
        response.write(event("hello", new JsonObject().put("epoch", epoch)));
        Runnable silence = world.onChange(change -> tell(response, watched, change));
        long heartbeat = context.vertx().setPeriodic(HEARTBEAT.toMillis(), id -> write(response, ": still here\n\n"));
        response.closeHandler(closed -> {
            silence.run();
            context.vertx().cancelTimer(heartbeat);
        });
    }

    private void tell(HttpServerResponse response, Set<String> watched, Change change) {
        if (change instanceof Change.MessagePosted posted) {
            tell(response, watched, "posted", posted.message().chat(), () -> message(posted.message()));
        } else if (change instanceof Change.MessageEdited edited) {
            tell(response, watched, "edited", edited.message().chat(), () -> message(edited.message()));
        } else if (change instanceof Change.MessageDeleted deleted) {
            tell(
                    response,
                    watched,
                    "deleted",
                    deleted.chat(),
                    () -> new JsonObject().put("message_id", deleted.messageId()));
        } else if (change instanceof Change.CallbackAnswered answered) {
            Callback callback = answered.callback();
            tell(response, watched, "answered", callback.message().chat(), () -> answer(callback));
        } else if (change instanceof Change.ChatAction acting) {
            tell(response, watched, "action", acting.chat(), () -> new JsonObject().put("action", acting.action()));
        } else if (change instanceof Change.BlockChanged block) {
            tell(response, watched, "block", block.chat(), JsonObject::new);
        } else if (change instanceof Change.ChatChanged changed) {
            tell(response, watched, "chats", changed.chat(), JsonObject::new);
        } else if (change instanceof Change.BotChanged changed) {
            write(
                    response,
                    event("bot", new JsonObject().put("bot", changed.bot().username())));
        } else if (change instanceof Change.PersonChanged changed) {
            write(
                    response,
                    event(
                            "people",
                            new JsonObject().put("person", changed.person().toJson())));
        } else if (change instanceof Change.Forgotten) {
            write(response, event("forgotten", new JsonObject()));
        }
    }

    private JsonObject message(Message message) {
        return new JsonObject().put("message", views.message(message));
    }

    private static JsonObject answer(Callback callback) {
        JsonObject answer = new JsonObject()
                .put("callback_query_id", callback.id())
                .put("person", callback.person().id())
                .put("show_alert", callback.alert());
        callback.text().ifPresent(text -> answer.put("text", text));
        callback.url().ifPresent(url -> answer.put("url", url));
        return answer;
    }

    private static void tell(
            HttpServerResponse response, Set<String> watched, String kind, Chat chat, Supplier<JsonObject> data) {
        String key = ChatViews.key(chat);
        if (watched.contains(key)) {
            write(response, event(kind, data.get().put("chat", key)));
        }
    }

    private static String event(String kind, JsonObject data) {
        return "event: " + kind + "\ndata: " + data.encode() + "\n\n";
    }

    private static void write(HttpServerResponse response, String text) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        response.write(text);
    }
}
