package org.postwall.telegram;

import io.vertx.core.Future;
import java.io.Serializable;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** One bot's way to Telegram: something that calls methods of the Bot API. */
public interface Telegram {
    /**
     * Calls a method once.
     *
     * @return what Telegram answered, or a {@link TelegramFailure}; an {@link IllegalArgumentException} if the method
     *     was filled in wrongly
     */
    <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method);
}
