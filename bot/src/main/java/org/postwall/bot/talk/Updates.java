package org.postwall.bot.talk;

import java.util.List;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.updates.Inbox;
import org.postwall.telegram.updates.UpdateSource;

/** The way updates come in, the same for all bots of a process: by polling or by webhook. */
@FunctionalInterface
public interface Updates {
    /** Makes a bot's source, not yet started. */
    UpdateSource open(BotApi api, Inbox inbox, List<String> kinds);
}
