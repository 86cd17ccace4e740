package org.postwall.simulator.page;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.Supplier;
import org.postwall.simulator.world.Callback;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Chat;

/**
 * One open page, told what concerns the chats it shows.
 *
 * @param watched keys of chats, as of {@link ChatViews#key}
 */
record Watcher(HttpServerResponse response, Set<String> watched, ChatViews views) {
    void hear(Change change) {
        if (change instanceof Change.MessagePosted posted) {
            tell("posted", posted.message().chat(), () -> field("message", views.message(posted.message())));
        } else if (change instanceof Change.MessageEdited edited) {
            tell("edited", edited.message().chat(), () -> field("message", views.message(edited.message())));
        } else if (change instanceof Change.MessageDeleted deleted) {
            tell("deleted", deleted.chat(), () -> field("message_id", deleted.messageId()));
        } else if (change instanceof Change.CallbackAnswered answered) {
            tell("answered", answered.callback().message().chat(), () -> answer(answered.callback()));
        } else if (change instanceof Change.ChatAction acting) {
            tell("action", acting.chat(), () -> field("action", acting.action()));
        } else if (change instanceof Change.BlockChanged block) {
            tell("block", block.chat(), JsonObject::new);
        } else if (change instanceof Change.ChatChanged changed) {
            tell("chats", changed.chat(), JsonObject::new);
        } else if (change instanceof Change.BotChanged changed) {
            event("bot", field("bot", changed.bot().username()));
        } else if (change instanceof Change.PersonChanged changed) {
            if (knows(changed.person().id())) {
                event("people", field("person", changed.person().toJson()));
            }
        } else if (change instanceof Change.Forgotten) {
            event("forgotten", new JsonObject());
        }
    }

    void event(String kind, JsonObject data) {
        write("event: " + kind + "\ndata: " + data.encode() + "\n\n");
    }

    /** Sends, or cuts off a page that reads slower than things happen: it will come back. */
    void write(String text) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        response.write(text);
    }

    private void tell(String kind, Chat chat, Supplier<JsonObject> data) {
        String key = ChatViews.key(chat);
        if (watched.contains(key)) {
            event(kind, data.get().put("chat", key));
        }
    }

    private boolean knows(long person) {
        String prefix = person + "@";
        return watched.stream().anyMatch(key -> key.startsWith(prefix));
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

    private static JsonObject field(String name, Object value) {
        return new JsonObject().put(name, value);
    }
}
