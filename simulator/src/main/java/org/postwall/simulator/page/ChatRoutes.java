package org.postwall.simulator.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;
import org.postwall.simulator.text.CantParse;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.text.Formatting;
import org.postwall.simulator.world.Actions;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.Posted;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

/** Looking at a chat and acting in it. */
final class ChatRoutes {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_CAPTION = 1024;

    private final World world;
    private final Places places;
    private final ChatViews views;

    ChatRoutes(World world, Places places, ChatViews views) {
        this.world = world;
        this.places = places;
        this.views = views;
    }

    /** One page of a chat; without {@code before} the newest, and what there is to know of the chat. */
    JsonObject show(RoutingContext context) {
        Asked asked = Asked.inQuery(context);
        boolean first = asked.findNumber("before").isEmpty();
        int before = first ? Integer.MAX_VALUE : asked.messageId("before");
        Optional<String> name = asked.find("bot");
        if (name.isEmpty()) {
            GroupChat group = places.group(asked.number("chat_id"));
            return views.page(Optional.of(group), before).mergeIn(group(group, asked.number("person")));
        }
        Bot bot = places.bot(name.get());
        long person = asked.number("person");
        Optional<PrivateChat> chat = world.chats().find(bot, person);
        return views.page(chat, before)
                .mergeIn(with(bot, person, asked.find("language").orElse(""), chat));
    }

    private static JsonObject with(Bot bot, long person, String language, Optional<PrivateChat> chat) {
        String own = bot.profile().text("description", language);
        return new JsonObject()
                .put("bot", bot.toJson())
                .put("viewer", bot.username())
                .put("commands", bot.profile().commandsFor(person, language))
                .put("description", own.isEmpty() ? bot.profile().text("description", "") : own)
                .put("blocked", chat.map(PrivateChat::blocked).orElse(false))
                .put("can_write", true);
    }

    private JsonObject group(GroupChat group, long person) {
        boolean writes = world.people()
                .find(person)
                .map(group::member)
                .map(member -> group.isChannel()
                        ? member.isAdministrator() && member.mayAdminister("can_post_messages")
                        : member.may("can_send_messages") || "left".equals(member.status()))
                .orElse(!group.isChannel());
        return new JsonObject()
                .put("chat", group.toJson())
                .put("viewer", views.viewer(group).map(Bot::username).orElse(""))
                .put("commands", new JsonArray())
                .put("blocked", false)
                .put("can_write", writes);
    }

    JsonObject write(RoutingContext context) {
        Asked asked = Asked.inBody(context);
        Person person = places.person(asked.object("from"));
        Chat chat = places.chat(asked, person);
        FormattedText text = read(asked.text("text"), LONGEST_TEXT);
        OptionalInt reply = asked.findNumber("reply_to").isPresent()
                ? OptionalInt.of(asked.messageId("reply_to"))
                : OptionalInt.empty();
        return shown(world.actions().write(person, chat, Content.text(text.text(), text.entities()), reply));
    }

    JsonObject edit(RoutingContext context) {
        Asked asked = Asked.inBody(context);
        Person person = places.person(asked.object("from"));
        Chat chat = places.chat(asked, person);
        FormattedText text = read(asked.text("text"), LONGEST_TEXT);
        return shown(world.actions().edit(person, chat, asked.messageId("message_id"), text.text(), text.entities()));
    }

    /** A file as the body; who sends it where, and what it is, stand in the query. */
    JsonObject upload(RoutingContext context) {
        Asked asked = Asked.inQuery(context);
        Person person = places.person(asked.object("from"));
        Chat chat = places.chat(asked, person);
        MediaKind kind = MediaKind.of(asked.text("kind"))
                .orElseThrow(() -> new Impossible(400, "there is no such kind of medium"));
        if (context.body().length() < 1) {
            throw new Impossible(400, "the file is empty");
        }
        FormattedText caption = read(kind.takesCaption() ? asked.find("caption").orElse("") : "", LONGEST_CAPTION);
        Content content = world.actions()
                .upload(
                        kind,
                        context.body().buffer(),
                        asked.find("name").orElse(""),
                        caption.text(),
                        caption.entities());
        return shown(world.actions().write(person, chat, content, OptionalInt.empty()));
    }

    JsonObject tap(RoutingContext context) {
        Asked asked = Asked.inBody(context);
        Person person = places.person(asked.object("from"));
        Chat chat = places.chat(asked, person);
        Actions.Tapped tapped = world.actions().tap(person, chat, asked.messageId("message_id"), asked.text("data"));
        return new JsonObject().put("callback_query_id", tapped.callback().id());
    }

    JsonObject block(RoutingContext context) {
        Asked asked = Asked.inBody(context);
        Person person = places.person(asked.object("from"));
        world.actions().block(places.bot(asked.text("bot")), person, asked.flag("blocked"));
        return new JsonObject();
    }

    private JsonObject shown(Posted posted) {
        return new JsonObject().put("message", views.message(posted.message()));
    }

    private static FormattedText read(String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new Impossible(400, "a text has at most " + longest + " characters here");
        }
        try {
            return Formatting.parse(text, null, null);
        } catch (CantParse complaint) {
            throw new Impossible(400, complaint.getMessage());
        }
    }
}
