package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.World;

/** Changing messages that were sent. An edit without a keyboard takes the keyboard away, as with Telegram. */
final class Editing {
    private final World world;
    private final Targets targets;
    private final Texts texts;
    private final Markups markups;

    Editing(World world, Targets targets, Texts texts, Markups markups) {
        this.world = world;
        this.targets = targets;
        this.texts = texts;
        this.markups = markups;
    }

    JsonObject editMessageText(Call call) {
        FormattedText text = texts.message(call.params());
        Optional<JsonObject> markup = markups.readInline(call.params());
        Message message = editable(call);
        if (!message.content().isText()) {
            throw Refusal.bad("there is no text in the message to edit");
        }
        return edit(call, message, message.content().withText(text.text(), text.entities()), markup);
    }

    JsonObject editMessageCaption(Call call) {
        FormattedText caption = texts.caption(call.params());
        Optional<JsonObject> markup = markups.readInline(call.params());
        Message message = editable(call);
        if (message.content()
                .media()
                .filter(media -> media.kind().takesCaption())
                .isEmpty()) {
            throw Refusal.bad("there is no caption in the message to edit");
        }
        return edit(call, message, message.content().withText(caption.text(), caption.entities()), markup);
    }

    JsonObject editMessageReplyMarkup(Call call) {
        Optional<JsonObject> markup = markups.readInline(call.params());
        Message message = editable(call);
        return edit(call, message, message.content(), markup);
    }

    /** The message of a call, if the bot may change it. */
    Message editable(Call call) {
        if (call.params().has("inline_message_id") && !call.params().has("chat_id")) {
            throw Refusal.bad("MESSAGE_ID_INVALID");
        }
        Chat chat = targets.chat(call, Access.EDIT);
        if (call.params().integer("message_id").isEmpty()) {
            throw Refusal.bad("message identifier is not specified");
        }
        Message message = targets.message(chat, call, "message_id", "message to edit");
        boolean others =
                chat.isChannel() && ((GroupChat) chat).member(call.bot()).mayAdminister("can_edit_messages");
        if ((message.author() != call.bot() && !others)
                || message.draft().origin().isPresent()) {
            throw Refusal.bad("message can't be edited");
        }
        Targets.checkReachable(chat);
        return message;
    }

    JsonObject edit(Call call, Message message, Content content, Optional<JsonObject> markup) {
        if (content.equals(message.content()) && markup.equals(message.inlineKeyboard())) {
            throw Refusal.bad("message is not modified: specified new message content and reply markup are exactly "
                    + "the same as a current content and reply markup of the message");
        }
        return world.timeline().edit(message, content, markup).message().toJson(call.bot());
    }
}
