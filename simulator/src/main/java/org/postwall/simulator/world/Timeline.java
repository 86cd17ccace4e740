package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to messages: they are posted, edited and deleted, and the bots that may see it get updates. */
public final class Timeline {
    /** How much is kept over all chats, in messages of up to {@value #USUAL_LENGTH} characters. */
    private static final int LIMIT = 300_000;

    private static final int USUAL_LENGTH = 512;

    private final Bots bots;
    private final Clock clock;
    private final Changes changes;
    private final ArrayDeque<Message> kept = new ArrayDeque<>();
    private int weight;

    Timeline(Bots bots, Clock clock, Changes changes) {
        this.bots = bots;
        this.clock = clock;
        this.changes = changes;
    }

    public Posted post(Chat chat, Account author, Draft draft) {
        Message message = new Message(chat.nextMessageId(), chat, author, clock.instant(), draft);
        chat.history().add(message);
        keep(message);
        Map<Bot, Integer> updates = deliver(chat.isChannel() ? "channel_post" : "message", message);
        changes.tell(new Change.MessagePosted(message));
        return new Posted(message, updates);
    }

    private void keep(Message message) {
        kept.add(message);
        weight += weightOf(message);
        while (weight > LIMIT) {
            Message oldest = kept.remove();
            weight -= weightOf(oldest);
            oldest.chat().history().remove(oldest.id());
        }
    }

    /** By the text it was posted with, so that an edit can't change it. */
    private static int weightOf(Message message) {
        return 1 + message.draft().content().text().length() / USUAL_LENGTH;
    }

    /** Changes what a message shows. */
    public Posted edit(Message message, Content content, Optional<JsonObject> markup) {
        message.change(content, markup, Optional.of(clock.instant()));
        Map<Bot, Integer> updates =
                deliver(message.chat().isChannel() ? "edited_channel_post" : "edited_message", message);
        changes.tell(new Change.MessageEdited(message));
        return new Posted(message, updates);
    }

    public void delete(Message message) {
        if (message.chat().history().remove(message.id())) {
            changes.tell(new Change.MessageDeleted(message.chat(), message.id()));
        }
    }

    public Instant now() {
        return clock.instant();
    }

    private Map<Bot, Integer> deliver(String type, Message message) {
        List<Bot> readers = readers(message);
        if (readers.isEmpty()) {
            return Map.of();
        }
        Map<Bot, Integer> updates = new HashMap<>();
        for (Bot bot : readers) {
            bot.updates()
                    .add(type, "chat:" + message.chat().id(), message.toJson(bot))
                    .ifPresent(id -> updates.put(bot, id));
        }
        return updates;
    }

    /** Bots see what persons write to them and in their groups, and what others post in channels they administer. */
    private List<Bot> readers(Message message) {
        Chat chat = message.chat();
        if (!chat.isChannel() && message.author().isBot()) {
            return List.of();
        }
        if (chat instanceof PrivateChat privateChat) {
            return List.of(privateChat.bot());
        }
        GroupChat group = (GroupChat) chat;
        List<Bot> readers = new ArrayList<>();
        for (Bot bot : bots.all()) {
            Member member = group.member(bot);
            if (bot != message.author() && (chat.isChannel() ? member.isAdministrator() : member.isInside())) {
                readers.add(bot);
            }
        }
        return readers;
    }

    void forget() {
        kept.clear();
        weight = 0;
    }
}
