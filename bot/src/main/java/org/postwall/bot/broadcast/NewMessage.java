package org.postwall.bot.broadcast;

import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/**
 * A message for all followers.
 *
 * @param key makes it one message however often it is sent
 * @param text its text, 1 to 4096 UTF-16 units; with a medium its caption, which may be empty
 * @param entities its formatting
 * @param medium what it shows besides
 */
public record NewMessage(String key, String text, List<MessageEntity> entities, Optional<Medium> medium) {
    public NewMessage {
        entities = List.copyOf(entities);
    }

    /** One of text only. */
    public NewMessage(String key, String text, List<MessageEntity> entities) {
        this(key, text, entities, Optional.empty());
    }

    NewMessage with(Medium other) {
        return new NewMessage(key, text, entities, Optional.of(other));
    }

    boolean isBlank() {
        return medium.isEmpty() && text.isBlank();
    }
}
