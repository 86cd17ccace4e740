package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import org.postwall.telegram.BotToken;

/** The server's outbox, which writes to followers by itself. */
@FunctionalInterface
public interface Outbox {
    /** Lets it write as this bot; an earlier token is replaced. */
    Future<Void> sendAs(BotToken token);
}
