package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** A message as its chat shows it now; edits change it in place. */
public final class Message {
    private final int id;
    private final Chat chat;
    private final Account author;
    private final Instant date;
    private final Draft draft;
    private Content content;
    private Optional<JsonObject> markup;
    private Optional<Instant> edited = Optional.empty();

    Message(int id, Chat chat, Account author, Instant date, Draft draft) {
        this.id = id;
        this.chat = chat;
        this.author = author;
        this.date = date;
        this.draft = draft;
        this.content = draft.content();
        this.markup = draft.markup();
    }

    public int id() {
        return id;
    }

    public Chat chat() {
        return chat;
    }

    /** Who wrote it; in a channel nobody is shown that. */
    public Account author() {
        return author;
    }

    public Instant date() {
        return date;
    }

    public Optional<Instant> edited() {
        return edited;
    }

    public Content content() {
        return content;
    }

    /** The keyboard below it, of whatever kind. */
    public Optional<JsonObject> markup() {
        return markup;
    }

    public Optional<JsonObject> inlineKeyboard() {
        return markup.filter(keyboard -> keyboard.containsKey("inline_keyboard"));
    }

    public Draft draft() {
        return draft;
    }

    void change(Content newContent, Optional<JsonObject> newMarkup, Optional<Instant> at) {
        content = newContent;
        markup = newMarkup;
        at.ifPresent(now -> edited = Optional.of(now));
    }

    /** The Bot API's {@code Message}, with file identifiers for {@code viewer}. */
    public JsonObject toJson(Bot viewer) {
        JsonObject json = head(viewer);
        draft.replyTo().stream()
                .mapToObj(chat::message)
                .flatMap(Optional::stream)
                .forEach(answered -> json.put("reply_to_message", answered.head(viewer)));
        return json;
    }

    private JsonObject head(Bot viewer) {
        JsonObject json = new JsonObject().put("message_id", id);
        if (chat.isChannel()) {
            json.put("sender_chat", chat.toJson());
        } else {
            json.put("from", author.toJson());
        }
        json.put("chat", chat.toJson()).put("date", date.getEpochSecond());
        draft.origin().ifPresent(origin -> json.put("forward_origin", origin));
        draft.album().ifPresent(album -> json.put("media_group_id", album));
        edited.ifPresent(at -> json.put("edit_date", at.getEpochSecond()));
        if (draft.isProtected()) {
            json.put("has_protected_content", true);
        }
        content.fill(json, viewer);
        inlineKeyboard().ifPresent(keyboard -> json.put("reply_markup", keyboard));
        return json;
    }
}
