package org.postwall.bot.talk;

import io.vertx.core.Future;

/** What one bot does with what a person types and taps. */
public interface Conversation {
    /**
     * Answers one update. A failure means "try again later": the same update comes again, so effects must carry keys.
     */
    Future<Void> handle(BotContext talk);

    /** How the bot presents itself in a language. */
    Profile profile(Language language);
}
