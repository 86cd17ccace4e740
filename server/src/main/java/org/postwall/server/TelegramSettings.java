package org.postwall.server;

import java.net.URI;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.process.Environment;

/**
 * How this server sends through bots.
 *
 * @param address where the Bot API is: setting {@code TELEGRAM_API_URL}
 * @param limits how much one bot may send: setting {@code BOT_MESSAGES_PER_SECOND}
 */
public record TelegramSettings(URI address, FloodLimits limits) {
    /** Telegram itself, under its usual limits. */
    public static TelegramSettings usual() {
        return new TelegramSettings(BotApi.TELEGRAM, FloodLimits.TELEGRAM);
    }

    static TelegramSettings from(Environment environment) {
        return new TelegramSettings(
                environment.address("TELEGRAM_API_URL").orElse(BotApi.TELEGRAM),
                FloodLimits.TELEGRAM.withBotPerSecond(environment.number("BOT_MESSAGES_PER_SECOND", 30, 0, 1000)));
    }
}
