package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.postwall.bot.talk.BotContext;

/**
 * The way of masters' files from Telegram to the server, one after the other: each is held in memory meanwhile, up to 20
 * MB. Thread-safe.
 */
final class Transfers {
    private Future<?> last = Future.succeededFuture();

    /** Takes a medium over; ends with the same medium as the server has it. */
    Future<Medium> take(BotContext talk, Broadcasts broadcasts, Medium medium) {
        return inTurn(() -> talk.download(medium.file())
                .compose(file -> broadcasts.upload(medium.plainName(file.path()), file.content()))
                .map(medium::kept));
    }

    synchronized <T> Future<T> inTurn(Supplier<Future<T>> work) {
        Future<T> mine = last.transform(before -> work.get());
        last = mine;
        return mine;
    }
}
