package org.postwall.server.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import java.util.List;
import org.postwall.server.broadcast.MediaMethods.Words;
import org.postwall.telegram.Telegram;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Puts messages into chats, as copies: no forward, no author. */
public final class Letters {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .build();

    private final Uploads uploads;

    Letters(Uploads uploads) {
        this.uploads = uploads;
    }

    /** The bot that sends from now on: files are known to one bot under other ids than to another. */
    public void from(long bot) {
        uploads.from(bot);
    }

    /** Sends a message to a chat; done with Telegram's number of it there. */
    public Future<Integer> send(Telegram telegram, long chat, Content content) {
        Words words = words(content);
        return content.media()
                .map(media -> uploads.send(
                        telegram, media, (kind, file) -> MediaMethods.of(kind, chat, file, words, media.hints())))
                .orElseGet(() -> telegram.call(SendMessage.builder()
                        .chatId(chat)
                        .text(content.text())
                        .parseMode(words.mode())
                        .entities(words.entities())
                        .build()))
                .map(Message::getMessageId);
    }

    /** Gives a message that a chat has other words. */
    public Future<Void> edit(Telegram telegram, long chat, int message, Content content) {
        Words words = words(content);
        if (content.media().isEmpty()) {
            return telegram.call(EditMessageText.builder()
                            .chatId(chat)
                            .messageId(message)
                            .text(content.text())
                            .parseMode(words.mode())
                            .entities(words.entities())
                            .build())
                    .mapEmpty();
        }
        return telegram.call(EditMessageCaption.builder()
                        .chatId(chat)
                        .messageId(message)
                        .caption(content.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .showCaptionAboveMedia(content.media().get().hints().getBoolean("caption_above"))
                        .build())
                .mapEmpty();
    }

    private static Words words(Content content) {
        return new Words(
                content.text().isEmpty() ? null : content.text(),
                content.parseMode().orElse(null),
                content.entities().map(Letters::entities).orElse(null));
    }

    private static List<MessageEntity> entities(String json) {
        try {
            return List.of(JSON.readValue(json, MessageEntity[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the formatting can't be read", e);
        }
    }
}
