package org.postwall.simulator.control;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.PersonName;
import org.postwall.simulator.world.World;

/** Finds the bots, persons and chats that a body names. */
final class People {
    private static final long LARGEST_ID = (1L << 52) - 1;

    private final World world;

    People(World world) {
        this.world = world;
    }

    Bot bot(Body body) {
        return bot(body.json().getValue("bot") instanceof Long id ? Long.toString(id) : body.text("bot"));
    }

    Bot bot(String name) {
        return world.bots()
                .find(name)
                .orElseThrow(
                        () -> new Impossible(404, "there is no bot '" + (name.contains(":") ? "<token>" : name) + "'"));
    }

    /** The person in {@code from}: an object that says who they are, or only the number of a known one. */
    Person from(Body body) {
        if (!body.has("from")) {
            throw body.missing("from");
        }
        if (!(body.json().getValue("from") instanceof JsonObject)) {
            return known(checkId(body.number("from")));
        }
        Body from = body.object("from").orElseThrow();
        long id = checkId(from.number("id"));
        Optional<String> first = from.find("first_name");
        if (first.isEmpty()) {
            return known(id);
        }
        if (first.get().isBlank() || first.get().length() > 64) {
            throw from.wrong("first_name", "1 to 64 characters");
        }
        return world.people()
                .meet(
                        id,
                        new PersonName(
                                first.get(),
                                from.find("last_name"),
                                from.find("username"),
                                from.find("language_code")));
    }

    private Person known(long id) {
        return world.people()
                .find(id)
                .orElseThrow(() -> new Impossible(404, "there is no person " + id + " yet: give from.first_name"));
    }

    long checkId(long id) {
        if (id < 1 || id > LARGEST_ID) {
            throw new Impossible(400, "a person's id must be from 1 to " + LARGEST_ID);
        }
        if (world.bots().byId(id).isPresent()) {
            throw new Impossible(409, id + " is a bot");
        }
        return id;
    }

    /** The number of the chat that {@code chat_id} means, as text; a name is looked up. */
    Optional<String> chatKey(Body body) {
        Object id = body.json().getValue("chat_id");
        if (id instanceof String name && name.startsWith("@")) {
            return Optional.of(world.chats()
                    .group(name)
                    .map(chat -> Long.toString(chat.id()))
                    .orElseThrow(() -> new Impossible(404, "there is no chat " + name)));
        }
        return body.findNumber("chat_id").map(number -> Long.toString(number));
    }

    /** The chat a person acts in: {@code chat_id}, or the private one with the bot. */
    Chat chat(Body body, Bot bot, Person person) {
        return world.actions().chat(bot, person, body.findNumber("chat_id"));
    }
}
