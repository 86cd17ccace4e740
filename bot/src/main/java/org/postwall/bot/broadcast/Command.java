package org.postwall.bot.broadcast;

import java.util.Optional;
import org.postwall.bot.talk.BotContext;

/** Reads what follows a command. */
final class Command {
    private Command() {}

    /** The text behind the command's name, if any. */
    static Optional<String> argument(BotContext talk) {
        return talk.text().map(text -> text.replaceFirst("^\\S+", "").strip()).filter(rest -> !rest.isEmpty());
    }
}
