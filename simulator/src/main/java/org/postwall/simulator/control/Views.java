package org.postwall.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Optional;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

/** What chats show, and what became of taps. */
final class Views {
    private final World world;
    private final People people;

    Views(World world, People people) {
        this.world = world;
        this.people = people;
    }

    /** The messages a chat shows now; a private chat nobody wrote in yet shows none. */
    JsonArray messages(RoutingContext context) {
        Optional<Bot> bot =
                Optional.ofNullable(context.request().getParam("bot")).map(people::bot);
        Optional<Chat> chat = chat(context.pathParam("chat"), bot);
        JsonArray shown = new JsonArray();
        chat.ifPresent(place -> {
            Bot viewer = bot.orElseGet(() -> viewer(place));
            place.history().all().forEach(message -> shown.add(show(message, viewer)));
        });
        return shown;
    }

    JsonObject callback(RoutingContext context) {
        String id = context.pathParam("id");
        var callback = world.callbacks().find(id).orElseThrow(() -> new Impossible(404, "there is no callback " + id));
        JsonObject json = new JsonObject().put("answered", callback.answered());
        if (callback.answered()) {
            callback.text().ifPresent(text -> json.put("text", text));
            callback.url().ifPresent(url -> json.put("url", url));
            json.put("show_alert", callback.alert());
        }
        return json;
    }

    private Optional<Chat> chat(String id, Optional<Bot> bot) {
        if (id.startsWith("@")) {
            return Optional.of(
                    world.chats().group(id).orElseThrow(() -> new Impossible(404, "there is no chat " + id)));
        }
        long number = number(id);
        if (number < 0) {
            return Optional.of(
                    world.chats().group(number).orElseThrow(() -> new Impossible(404, "there is no chat " + number)));
        }
        if (bot.isPresent()) {
            return world.chats().find(bot.get(), number).map(found -> found);
        }
        Collection<PrivateChat> chats = world.chats().withPerson(number);
        if (chats.size() > 1) {
            throw new Impossible(400, "person " + number + " chats with several bots: say which by ?bot=");
        }
        return chats.stream().map(found -> (Chat) found).findFirst();
    }

    private Bot viewer(Chat chat) {
        if (chat instanceof PrivateChat privateChat) {
            return privateChat.bot();
        }
        return world.bots().all().stream()
                .findFirst()
                .orElseThrow(() -> new Impossible(400, "there is no bot: make one first"));
    }

    private static JsonObject show(Message message, Bot viewer) {
        JsonObject json = message.toJson(viewer);
        json.put(
                "from",
                new JsonObject()
                        .put("id", message.author().id())
                        .put("is_bot", message.author().isBot())
                        .put("first_name", message.author().firstName()));
        json.remove("chat");
        if (!json.containsKey("text")) {
            json.put("text", "");
        }
        message.markup().ifPresent(markup -> json.put("reply_markup", markup));
        return json;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Impossible(400, "the chat must be a number or an @name, not '" + text + "'");
        }
    }
}
