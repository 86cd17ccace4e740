package org.postwall.simulator.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

/** Chats and messages in the page's shapes: the Bot API's, plus what only the person in the chat sees. */
final class ChatViews {
    private static final int PAGE = 100;

    private final World world;

    ChatViews(World world) {
        this.world = world;
    }

    /** The name of a chat in the feed: {@code person@bot}, or a group's number. */
    static String key(Chat chat) {
        return chat instanceof PrivateChat with
                ? with.person().id() + "@" + with.bot().username().toLowerCase(Locale.ROOT)
                : Long.toString(chat.id());
    }

    /**
     * Messages older than one, the newest of them last.
     *
     * @param chat empty where person and bot never met
     */
    JsonObject page(Optional<? extends Chat> chat, int before) {
        List<Message> older = chat.map(known -> known.history().before(before, PAGE + 1))
                .map(List::copyOf)
                .orElse(List.of());
        List<Message> shown = older.subList(Math.max(0, older.size() - PAGE), older.size());
        return new JsonObject()
                .put("messages", new JsonArray(shown.stream().map(this::message).toList()))
                .put("has_older", older.size() > PAGE);
    }

    /** The Bot API's Message, with the keyboard it brings in {@code markup}. */
    JsonObject message(Message message) {
        JsonObject json = viewer(message.chat()).map(message::toJson).orElseGet(JsonObject::new);
        message.markup()
                .filter(markup -> !markup.containsKey("inline_keyboard"))
                .ifPresent(markup -> json.put("markup", markup));
        return json;
    }

    /** The bot through whose file identifiers the page looks at a chat. */
    Optional<Bot> viewer(Chat chat) {
        if (chat instanceof PrivateChat with) {
            return Optional.of(with.bot());
        }
        Collection<Bot> all = new ArrayList<>(world.bots().all());
        return StreamSupport.stream(((GroupChat) chat).members().spliterator(), false)
                .filter(Member::isInside)
                .map(Member::account)
                .filter(Bot.class::isInstance)
                .map(Bot.class::cast)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }
}
