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
     * Answers one message or tap. A failure means "try again later": the same update comes again, so effects must carry keys.
     */
    Future<Void> handle(BotContext talk);

    /** Whether people's edits of their messages matter to it. */
    default boolean wantsEdits() {
        return false;
    }

    /** Takes note of an edited message, where {@link #wantsEdits edits matter}; tried again as {@link #handle} is. */
    default Future<Void> edited(BotContext talk) {
        return Future.succeededFuture();
    }

    /** Takes note that a person shut the bot out, or let it in again; tried again as {@link #handle} is. */
    default Future<Void> shutOut(BotContext talk, boolean out) {
        return Future.succeededFuture();
    }

    /** How the bot presents itself in a language. */
    Profile profile(Language language);
}
