package org.postwall.server.broadcast;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendAnimation;
import org.telegram.telegrambots.meta.api.methods.send.SendAudio;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.send.SendSticker;
import org.telegram.telegrambots.meta.api.methods.send.SendVideo;
import org.telegram.telegrambots.meta.api.methods.send.SendVoice;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** The methods of the Bot API that send a file, one per kind, and what their answers call it. */
final class MediaMethods {
    private MediaMethods() {}

    /** @param words the caption */
    static PartialBotApiMethod<Message> of(MediaKind kind, long chat, InputFile file, Words words, JsonObject hints) {
        return switch (kind) {
            case PHOTO ->
                SendPhoto.builder()
                        .chatId(chat)
                        .photo(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .hasSpoiler(hints.getBoolean("spoiler"))
                        .showCaptionAboveMedia(hints.getBoolean("caption_above"))
                        .build();
            case VIDEO ->
                SendVideo.builder()
                        .chatId(chat)
                        .video(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .duration(hints.getInteger("duration"))
                        .width(hints.getInteger("width"))
                        .height(hints.getInteger("height"))
                        .supportsStreaming(true)
                        .hasSpoiler(hints.getBoolean("spoiler"))
                        .showCaptionAboveMedia(hints.getBoolean("caption_above"))
                        .build();
            case ANIMATION ->
                SendAnimation.builder()
                        .chatId(chat)
                        .animation(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .duration(hints.getInteger("duration"))
                        .width(hints.getInteger("width"))
                        .height(hints.getInteger("height"))
                        .hasSpoiler(hints.getBoolean("spoiler"))
                        .showCaptionAboveMedia(hints.getBoolean("caption_above"))
                        .build();
            case DOCUMENT ->
                SendDocument.builder()
                        .chatId(chat)
                        .document(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .build();
            case AUDIO ->
                SendAudio.builder()
                        .chatId(chat)
                        .audio(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .duration(hints.getInteger("duration"))
                        .performer(hints.getString("performer"))
                        .title(hints.getString("title"))
                        .build();
            case VOICE ->
                SendVoice.builder()
                        .chatId(chat)
                        .voice(file)
                        .caption(words.text())
                        .parseMode(words.mode())
                        .captionEntities(words.captionEntities())
                        .duration(hints.getInteger("duration"))
                        .build();
            case STICKER -> SendSticker.builder().chatId(chat).sticker(file).build();
        };
    }

    /** What Telegram made of a file: it may show it as another kind, a silent video as an animation for instance. */
    static Optional<SentFile> sent(MediaKind kind, Message message) {
        return Stream.concat(Stream.of(kind), Stream.of(MediaKind.values()))
                .flatMap(one -> Optional.ofNullable(id(one, message)).map(id -> new SentFile(one, id)).stream())
                .findFirst();
    }

    private static String id(MediaKind kind, Message message) {
        return switch (kind) {
            case PHOTO ->
                message.getPhoto() == null || message.getPhoto().isEmpty()
                        ? null
                        : message.getPhoto().get(message.getPhoto().size() - 1).getFileId();
            case VIDEO -> message.getVideo() == null ? null : message.getVideo().getFileId();
            case ANIMATION ->
                message.getAnimation() == null ? null : message.getAnimation().getFileId();
            case DOCUMENT ->
                message.getDocument() == null ? null : message.getDocument().getFileId();
            case AUDIO -> message.getAudio() == null ? null : message.getAudio().getFileId();
            case VOICE -> message.getVoice() == null ? null : message.getVoice().getFileId();
            case STICKER ->
                message.getSticker() == null ? null : message.getSticker().getFileId();
        };
    }

    /** A text as methods take it; what is absent is null. */
    record Words(String text, String mode, List<MessageEntity> entities) {
        /** As the builders of captions want it: there none is an empty list. */
        List<MessageEntity> captionEntities() {
            return entities == null ? List.of() : entities;
        }
    }
}
