package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people do in their apps: write, send media, edit, tap, block. Both the control routes and the chat page act
 * through this; what can't be done fails with {@link Impossible}.
 */
public final class Actions {
    private final Chats chats;
    private final Timeline timeline;
    private final Membership membership;
    private final Callbacks callbacks;
    private final Files files;

    Actions(Chats chats, Timeline timeline, Membership membership, Callbacks callbacks, Files files) {
        this.chats = chats;
        this.timeline = timeline;
        this.membership = membership;
        this.callbacks = callbacks;
        this.files = files;
    }

    /** A tap that was sent to its bot. */
    public record Tapped(Callback callback, OptionalInt updateId) {}

    /** Where a person and a bot can meet: their private chat, or a group both know. */
    public Chat chat(Bot bot, Person person, Optional<Long> chatId) {
        if (chatId.isEmpty() || chatId.get() == person.id()) {
            return chats.open(bot, person);
        }
        GroupChat group =
                chats.group(chatId.get()).orElseThrow(() -> new Impossible(404, "there is no chat " + chatId.get()));
        if (!group.member(bot).isInside()) {
            throw new Impossible(409, bot.username() + " is not in the chat " + group.id());
        }
        return group;
    }

    /** A person writes, to a bot or into a group; in a channel only administrators can. */
    public Posted write(Person person, Chat chat, Content content, OptionalInt replyTo) {
        if (content.text().isEmpty() && content.isText()) {
            throw new Impossible(400, "the text is empty");
        }
        if (chat instanceof GroupChat group
                && "left".equals(group.member(person).status())
                && !group.isChannel()) {
            // One who writes in a group is in it: testers needn't add each person first.
            membership.change(group, new Member(person, "member", new JsonObject()), person);
        }
        if (chat instanceof GroupChat group && !group.member(person).may("can_send_messages")) {
            throw new Impossible(409, person.firstName() + " may not write in the chat " + chat.id());
        }
        return timeline.post(chat, person, Draft.of(content).replyTo(replyTo));
    }

    /** Makes the content of an upload; {@code name} is the file's. */
    public Content upload(MediaKind kind, Buffer bytes, String name, String caption, JsonArray entities) {
        JsonObject facts = MediaFacts.of(kind, bytes, name);
        StoredFile file = files.store(kind, bytes, name, facts);
        return Content.media(new Media(kind, file, facts, false), caption, entities);
    }

    /** A person changes the text (or caption) of their own message. */
    public Posted edit(Person person, Chat chat, int messageId, String text, JsonArray entities) {
        Message message =
                chat.message(messageId).orElseThrow(() -> new Impossible(404, "the chat has no message " + messageId));
        if (message.author() != person) {
            throw new Impossible(409, "message " + messageId + " was not written by " + person.firstName());
        }
        if (text.isEmpty() && message.content().isText()) {
            throw new Impossible(400, "the text is empty");
        }
        return timeline.edit(message, message.content().withText(text, entities), message.markup());
    }

    /** A person taps an inline button with this data. */
    public Tapped tap(Person person, Chat chat, int messageId, String data) {
        Message message = chat.message(messageId)
                .filter(shown -> hasButton(shown, data))
                .orElseThrow(() -> new Impossible(
                        409, "message " + messageId + " has no button with the data '" + data + "' now"));
        if (!(message.author() instanceof Bot bot)) {
            throw new Impossible(409, "message " + messageId + " was not sent by a bot");
        }
        Callback callback = callbacks.open(bot, person, message, data);
        JsonObject query = new JsonObject()
                .put("id", callback.id())
                .put("from", person.toJson())
                .put("message", message.toJson(bot))
                .put("chat_instance", Long.toString(0x5D_0000_0000L + chat.id()))
                .put("data", data);
        return new Tapped(callback, bot.updates().add("callback_query", "callback:" + person.id(), query));
    }

    public void block(Bot bot, Person person, boolean blocked) {
        membership.block(chats.open(bot, person), blocked);
    }

    private static boolean hasButton(Message message, String data) {
        return message.inlineKeyboard().stream()
                .flatMap(keyboard -> keyboard.getJsonArray("inline_keyboard").stream())
                .flatMap(row -> ((JsonArray) row).stream())
                .anyMatch(button -> data.equals(((JsonObject) button).getString("callback_data")));
    }
}
