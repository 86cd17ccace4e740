package org.postwall.bot.broadcast;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Audio;
import org.telegram.telegrambots.meta.api.objects.Document;
import org.telegram.telegrambots.meta.api.objects.Video;
import org.telegram.telegrambots.meta.api.objects.games.Animation;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/**
 * Reads what a master wrote: a text, or one medium with its caption.
 *
 * <p>Names of files go along only where people see them. Others were given by the master's phone, perhaps.
 */
final class Written {
    /** In the server's API. Of a longer name the end is kept, where the extension is. */
    private static final int LONGEST_NAME = 255;

    private Written() {}

    /** The message for all followers; nothing where it is of a kind that can't be sent to them. */
    static Optional<NewMessage> read(Message message, String key) {
        if (message.getText() != null) {
            return Optional.of(new NewMessage(key, message.getText(), orNone(message.getEntities())));
        }
        return medium(message)
                .map(medium -> new NewMessage(
                        key,
                        Optional.ofNullable(message.getCaption()).orElse(""),
                        orNone(message.getCaptionEntities()),
                        Optional.of(medium)));
    }

    private static Optional<Medium> medium(Message message) {
        // An animation is also there as a document, for programs that don't know animations.
        if (message.getAnimation() != null) {
            return Optional.of(animation(message.getAnimation(), covered(message)));
        }
        if (message.hasPhoto()) {
            return Optional.of(new Medium("photo", largest(message.getPhoto()), covered(message)));
        }
        if (message.getVideo() != null) {
            return Optional.of(video(message.getVideo(), covered(message)));
        }
        if (message.getDocument() != null) {
            return Optional.of(document(message.getDocument()));
        }
        if (message.getAudio() != null) {
            return Optional.of(audio(message.getAudio()));
        }
        if (message.getVoice() != null) {
            JsonObject hints = hints("duration", message.getVoice().getDuration());
            return Optional.of(new Medium("voice", message.getVoice().getFileId(), hints));
        }
        return Optional.ofNullable(message.getSticker())
                .map(sticker -> new Medium("sticker", sticker.getFileId(), new JsonObject()));
    }

    private static Medium animation(Animation animation, JsonObject hints) {
        put(hints, "duration", animation.getDuration());
        put(hints, "width", animation.getWidth());
        put(hints, "height", animation.getHeight());
        return new Medium("animation", animation.getFileId(), hints);
    }

    private static Medium video(Video video, JsonObject hints) {
        put(hints, "duration", video.getDuration());
        put(hints, "width", video.getWidth());
        put(hints, "height", video.getHeight());
        return new Medium("video", video.getFileId(), hints);
    }

    private static Medium document(Document document) {
        return new Medium("document", document.getFileId(), hints("name", document.getFileName()));
    }

    private static Medium audio(Audio audio) {
        JsonObject hints = hints("name", audio.getFileName());
        put(hints, "duration", audio.getDuration());
        put(hints, "performer", audio.getPerformer());
        put(hints, "title", audio.getTitle());
        return new Medium("audio", audio.getFileId(), hints);
    }

    /** Telegram sends a photo in several sizes. */
    private static String largest(List<PhotoSize> sizes) {
        return sizes.stream()
                .max(Comparator.comparingLong(size -> (long) size.getWidth() * size.getHeight()))
                .orElseThrow()
                .getFileId();
    }

    private static JsonObject covered(Message message) {
        JsonObject hints = new JsonObject();
        put(hints, "spoiler", Boolean.TRUE.equals(message.getHasMediaSpoiler()) ? true : null);
        put(hints, "caption_above", Boolean.TRUE.equals(message.getShowCaptionAboveMedia()) ? true : null);
        return hints;
    }

    private static JsonObject hints(String name, Object value) {
        JsonObject hints = new JsonObject();
        put(hints, name, value);
        return hints;
    }

    private static void put(JsonObject hints, String name, Object value) {
        if (value != null) {
            hints.put(name, value instanceof String text ? cut(text) : value);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(text.length() - LONGEST_NAME);
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
