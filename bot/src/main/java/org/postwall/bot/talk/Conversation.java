package org.postwall.bot.talk;

import io.vertx.core.Future;
import org.postwall.telegram.Telegram;

/** What one bot does with what a person types and taps. */
public interface Conversation {
    /**
     * The bot begins to answer.
     *
     * @param telegram the way to speak without having been spoken to; answers to people go before it
     */
    default void open(Telegram telegram) {}

    /** The bot ends: from now on only what was spoken to it is answered. */
    default void close() {}

    /**
     * Answers one update. A failure means "try again later": the same update comes again, so effects must carry keys.
     */
    Future<Void> handle(BotContext talk);

    /** How the bot presents itself in a language. */
    Profile profile(Language language);
}
