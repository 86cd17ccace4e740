package org.postwall.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postwall.simulator.world.Account;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.PersonName;
import org.postwall.simulator.world.World;

/** Making groups and channels, and saying who is in them and who has blocked whom. */
final class ChatRoutes {
    private static final Pattern USERNAME = Pattern.compile("@?\\w{1,32}");
    private static final Set<String> TYPES = Set.of("group", "supergroup", "channel");
    private static final long SMALLEST_ID = -(1L << 52);
    /** Stands for the hand behind a change when a chat has no creator yet. */
    private static final long SOMEBODY = 1_000_000_001L;

    private final World world;
    private final People people;

    ChatRoutes(World world, People people) {
        this.world = world;
        this.people = people;
    }

    JsonObject block(RoutingContext context) {
        Body body = Body.of(context);
        var bot = people.bot(body);
        Person person = world.people().findOrInvent(people.checkId(body.number("user_id")));
        boolean blocked = body.flag("blocked").orElseThrow(() -> body.missing("blocked"));
        world.actions().block(bot, person, blocked);
        return new JsonObject().put("blocked", blocked);
    }

    JsonObject establish(RoutingContext context) {
        Body body = Body.of(context);
        long id = body.number("id");
        if (id >= 0 || id < SMALLEST_ID) {
            throw body.wrong("id", "a negative number, as the ids of groups and channels are");
        }
        String type = body.text("type");
        if (!TYPES.contains(type)) {
            throw body.wrong("type", "group, supergroup or channel");
        }
        String title = body.text("title");
        if (title.isBlank() || title.length() > 128) {
            throw body.wrong("title", "1 to 128 characters");
        }
        Optional<String> username = body.find("username").filter(name -> !name.isEmpty());
        if (username.filter(name -> !USERNAME.matcher(name).matches()).isPresent()) {
            throw body.wrong("username", "1 to 32 letters, digits and underscores");
        }
        if (username.isPresent() && "group".equals(type)) {
            throw body.wrong("username", "absent: only supergroups and channels have one");
        }
        return world.chats()
                .establish(id, type, title, username.map(name -> name.startsWith("@") ? name.substring(1) : name))
                .toJson();
    }

    JsonArray list(RoutingContext context) {
        return new JsonArray(world.chats().groups().stream().map(Chat::toJson).toList());
    }

    JsonObject member(RoutingContext context) {
        Body body = Body.of(context);
        GroupChat chat = group(context.pathParam("chat"));
        if (body.has("bot") == body.has("user_id")) {
            throw body.wrong("user_id", "there, or bot instead of it");
        }
        Account account = body.has("bot")
                ? people.bot(body)
                : world.people().findOrInvent(people.checkId(body.number("user_id")));
        String status = body.text("status");
        if (!Member.STATUSES.contains(status)) {
            throw body.wrong("status", String.join(", ", Member.STATUSES));
        }
        Member member = new Member(account, status, rights(body));
        world.membership().change(chat, member, hand(chat));
        return member.toJson(chat.isChannel());
    }

    private static JsonObject rights(Body body) {
        JsonObject rights = new JsonObject();
        Stream.of(Member.ADMINISTRATOR_RIGHTS, Member.PERMISSIONS, List.of("is_anonymous", "is_member"))
                .flatMap(List::stream)
                .forEach(right -> body.flag(right).ifPresent(granted -> rights.put(right, granted)));
        body.findNumber("until_date").ifPresent(date -> rights.put("until_date", date));
        return rights;
    }

    /** Whose doing a change is: the creator's, if there is one. */
    private Account hand(GroupChat chat) {
        for (Member member : chat.members()) {
            if ("creator".equals(member.status())) {
                return member.account();
            }
        }
        return world.people()
                .find(SOMEBODY)
                .orElseGet(() -> world.people().meet(SOMEBODY, PersonName.of("Chat owner")));
    }

    /** A group becomes a supergroup: what is sent to the old number is refused with the new one. */
    JsonObject upgrade(RoutingContext context) {
        Body body = Body.of(context);
        GroupChat group = group(context.pathParam("chat"));
        if (!"group".equals(group.type()) || group.upgradedTo().isPresent()) {
            throw new Impossible(409, "the chat " + group.id() + " is no group that can be upgraded");
        }
        long id = body.number("id");
        if (id >= 0 || id < SMALLEST_ID || world.chats().group(id).isPresent()) {
            throw body.wrong("id", "a negative number that no chat has yet");
        }
        return world.membership().upgrade(group, id, hand(group)).toJson();
    }

    private GroupChat group(String text) {
        try {
            Optional<GroupChat> found = text.startsWith("@")
                    ? world.chats().group(text)
                    : world.chats().group(Long.parseLong(text));
            return found.orElseThrow(() -> new Impossible(404, "there is no group or channel " + text));
        } catch (NumberFormatException e) {
            throw new Impossible(400, "the chat must be a number or an @name, not '" + text + "'");
        }
    }
}
