package org.postwall.server.outbox;

import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** What a source sends, the same to each chat. */
public interface Content {
    /** The call of the Bot API that sends it to this chat. */
    PartialBotApiMethod<Message> to(long chat);
}
