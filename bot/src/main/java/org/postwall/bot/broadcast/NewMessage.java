package org.postwall.bot.broadcast;

import java.util.List;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/**
 * A message for all followers.
 *
 * @param key makes it one message however often it is sent
 * @param text its text, 1 to 4096 UTF-16 units
 * @param entities its formatting
 */
public record NewMessage(String key, String text, List<MessageEntity> entities) {
    public NewMessage {
        entities = List.copyOf(entities);
    }
}
