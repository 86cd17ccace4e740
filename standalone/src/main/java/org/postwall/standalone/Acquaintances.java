package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postwall.simulator.Simulator;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.PersonName;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has met which bot of the simulator, and who has blocked one, kept in a file over restarts. Telegram knows this for
 * ever: without it a bot could write to none of its followers until each has written again.
 *
 * <p>One JSON object per line; the last one about a bot and a person counts. Everything but {@link #attach} and {@link
 * #close} happens on the simulator's event loop, writing beside it.
 */
final class Acquaintances {
    private static final Logger LOG = LoggerFactory.getLogger(Acquaintances.class);
    private static final String FILE = "people";

    private final Vertx vertx;
    private final Path file;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private volatile Future<Void> written = Future.succeededFuture();
    private Runnable deafen = () -> {};

    private Acquaintances(Vertx vertx, Path file) {
        this.vertx = vertx;
        this.file = file;
    }

    /** Lets a simulator, whose bots are there, know again whom its file in a folder names, and keeps the file true. */
    static Future<Acquaintances> attach(Vertx vertx, Simulator simulator, Path dir) {
        Acquaintances people = new Acquaintances(vertx, dir.resolve(FILE));
        return vertx.executeBlocking(people::read)
                .compose(known -> simulator.run(world -> {
                    known.forEach((name, line) -> people.introduce(world, name, line));
                    people.deafen = world.onChange(change -> people.hear(world, change));
                    return people;
                }));
    }

    /** Stops listening; all that was heard is in the file then. */
    Future<Void> close() {
        deafen.run();
        return written;
    }

    private Map<String, String> read() throws IOException {
        Files.createDirectories(file.getParent());
        Map<String, String> known = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                name(line).ifPresent(name -> known.put(name, line));
            }
        } catch (NoSuchFileException e) {
            return known;
        }
        // Also takes away a line that was cut off by a kill.
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.write(fresh, known.values());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        return known;
    }

    private void introduce(World world, String name, String line) {
        JsonObject kept = new JsonObject(line);
        JsonObject who = kept.getJsonObject("person");
        world.bots().find(kept.getString("bot")).ifPresent(bot -> {
            Person person = world.people()
                    .meet(
                            who.getLong("id"),
                            new PersonName(
                                    who.getString("first_name"),
                                    Optional.ofNullable(who.getString("last_name")),
                                    Optional.ofNullable(who.getString("username")),
                                    Optional.ofNullable(who.getString("language_code"))));
            world.chats().open(bot, person);
            if (kept.getBoolean("blocked")) {
                world.actions().block(bot, person, true);
            }
            lines.put(name, line);
        });
    }

    private void hear(World world, Change change) {
        if (change instanceof Change.MessagePosted posted && posted.message().chat() instanceof PrivateChat chat) {
            note(chat);
        } else if (change instanceof Change.BlockChanged block) {
            note(block.chat());
        } else if (change instanceof Change.PersonChanged changed) {
            world.chats().withPerson(changed.person().id()).forEach(this::note);
        } else if (change instanceof Change.Forgotten) {
            lines.clear();
            write("", StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private void note(PrivateChat chat) {
        Bot bot = chat.bot();
        if (!SimulatedBot.isOne(bot.username())) {
            return;
        }
        String line = new JsonObject()
                .put("bot", bot.username())
                .put("blocked", chat.blocked())
                .put("person", chat.person().toJson())
                .encode();
        if (!line.equals(lines.put(bot.username() + " " + chat.person().id(), line))) {
            write(line + "\n", StandardOpenOption.APPEND);
        }
    }

    private void write(String text, StandardOpenOption how) {
        written = vertx.executeBlocking(() -> {
                    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
                    return null;
                })
                .onFailure(failure ->
                        LOG.warn("who talks to the bots can't be kept in {}: {}", file, failure.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Bot and person of a line; nothing if it isn't whole. */
    private static Optional<String> name(String line) {
        try {
            JsonObject kept = new JsonObject(line);
            JsonObject person = kept.getJsonObject("person", new JsonObject());
            boolean whole = kept.getValue("bot") instanceof String
                    && kept.getValue("blocked") instanceof Boolean
                    && person.getValue("id") instanceof Number
                    && person.getValue("first_name") instanceof String;
            return whole ? Optional.of(kept.getString("bot") + " " + person.getLong("id")) : Optional.empty();
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
