package org.postwall.simulator.page;

import java.util.Optional;
import java.util.regex.Pattern;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.PersonName;
import org.postwall.simulator.world.World;

/** Who acts and where, found by what the page says. */
final class Places {
    private static final long LARGEST_ID = (1L << 52) - 1;
    private static final int LONGEST_NAME = 64;
    private static final Pattern USERNAME = Pattern.compile("\\w{1,32}");

    private final World world;

    Places(World world) {
        this.world = world;
    }

    /** The acting person. The page says each time who it is: after a restart the world knows nobody. */
    Person person(Asked from) {
        long id = from.number("id");
        if (id < 1 || id > LARGEST_ID || world.bots().byId(id).isPresent()) {
            throw new Impossible(400, id + " can't be a person's number");
        }
        String first = from.text("first_name");
        if (first.isBlank() || first.length() > LONGEST_NAME) {
            throw new Impossible(400, "a first name has 1 to 64 characters");
        }
        return world.people()
                .meet(
                        id,
                        new PersonName(
                                first, from.find("last_name"), from.find("username"), from.find("language_code")));
    }

    /** A bot by its user name; never by its token. */
    Bot bot(String username) {
        return Optional.of(username)
                .filter(name -> USERNAME.matcher(name).matches())
                .flatMap(world.bots()::find)
                .orElseThrow(() -> new Impossible(404, "there is no bot @" + username));
    }

    GroupChat group(long id) {
        return world.chats().group(id).orElseThrow(() -> new Impossible(404, "there is no chat " + id));
    }

    /** The chat in which a person acts: with {@code bot}, or the group or channel {@code chat_id}. */
    Chat chat(Asked asked, Person person) {
        Optional<String> bot = asked.find("bot");
        return bot.isPresent()
                ? world.actions().chat(bot(bot.get()), person, Optional.empty())
                : group(asked.number("chat_id"));
    }
}
