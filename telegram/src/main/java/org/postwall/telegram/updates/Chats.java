package org.postwall.telegram.updates;

import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.ChatJoinRequest;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Knows in whose queue an update waits: its chat's; that of the person where no chat is named. */
final class Chats {
    private Chats() {}

    /** A chat's id; 0 for updates that belong to none. */
    static long of(Update update) {
        Message message = message(update);
        if (message != null && message.getChat() != null) {
            return message.getChatId();
        }
        if (update.hasCallbackQuery()) {
            return of(update.getCallbackQuery());
        }
        ChatMemberUpdated member = update.hasMyChatMember() ? update.getMyChatMember() : update.getChatMember();
        if (member != null) {
            return member.getChat().getId();
        }
        ChatJoinRequest join = update.getChatJoinRequest();
        return join == null ? 0 : join.getChat().getId();
    }

    private static long of(CallbackQuery query) {
        return query.getMessage() == null
                ? query.getFrom().getId()
                : query.getMessage().getChatId();
    }

    private static Message message(Update update) {
        if (update.hasMessage()) {
            return update.getMessage();
        }
        if (update.hasEditedMessage()) {
            return update.getEditedMessage();
        }
        return update.hasChannelPost() ? update.getChannelPost() : update.getEditedChannelPost();
    }
}
