package org.postwall.simulator.control;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.world.Actions;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.Posted;
import org.postwall.simulator.world.World;

/** What people do with messages: write, edit, tap. */
final class MessageRoutes {
    private final World world;
    private final People people;

    MessageRoutes(World world, People people) {
        this.world = world;
        this.people = people;
    }

    JsonObject write(RoutingContext context) {
        Body body = Body.of(context);
        Bot bot = people.bot(body);
        Person person = people.from(body);
        Chat chat = people.chat(body, bot, person);
        OptionalInt reply = body.findNumber("reply_to_message_id", 1, Integer.MAX_VALUE)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        Posted posted = world.actions().write(person, chat, content(body), reply);
        return answer(posted, bot);
    }

    JsonObject edit(RoutingContext context) {
        Body body = Body.of(context);
        Bot bot = people.bot(body);
        Person person = people.from(body);
        Chat chat = people.chat(body, bot, person);
        int id = body.number("message_id", 1, Integer.MAX_VALUE);
        FormattedText text = PersonText.of(body, "text");
        return answer(world.actions().edit(person, chat, id, text.text(), text.entities()), bot);
    }

    JsonObject tap(RoutingContext context) {
        Body body = Body.of(context);
        Bot bot = people.bot(body);
        Person person = people.from(body);
        Chat chat = people.chat(body, bot, person);
        int id = body.number("message_id", 1, Integer.MAX_VALUE);
        Actions.Tapped tapped = world.actions().tap(person, chat, id, body.text("data"));
        return new JsonObject()
                .put(
                        "update_id",
                        tapped.updateId().isPresent() ? tapped.updateId().getAsInt() : null)
                .put("callback_query_id", tapped.callback().id());
    }

    private Content content(Body body) {
        List<MediaKind> kinds = Arrays.stream(MediaKind.values())
                .filter(kind -> body.has(kind.field()))
                .toList();
        if (kinds.size() + (body.has("text") ? 1 : 0) != 1) {
            throw body.wrong("text", "there, or one medium instead of it");
        }
        if (kinds.isEmpty()) {
            FormattedText text = PersonText.of(body, "text");
            return Content.text(text.text(), text.entities());
        }
        MediaKind kind = kinds.get(0);
        Buffer bytes = body.bytes(kind.field()).orElseThrow();
        if (bytes.length() == 0) {
            throw body.wrong(kind.field(), "base64 of at least one byte");
        }
        FormattedText caption =
                body.has("caption") ? PersonText.of(body, "caption") : new FormattedText("", new JsonArray());
        return world.actions()
                .upload(kind, bytes, body.find("file_name").orElse(""), caption.text(), caption.entities());
    }

    private static JsonObject answer(Posted posted, Bot bot) {
        OptionalInt update = posted.updateFor(bot);
        return new JsonObject()
                .put("update_id", update.isPresent() ? update.getAsInt() : null)
                .put("message_id", posted.message().id());
    }
}
