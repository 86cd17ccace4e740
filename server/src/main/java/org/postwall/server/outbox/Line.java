package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.io.Serializable;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** A bot's way to Telegram. It is closed once Telegram doesn't know the bot's token (401), until there is another. */
final class Line implements Telegram {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final String bot;
    private Telegram way;
    private Tempo tempo;
    /** Read on another thread, too: a stopped bot is counted. */
    private volatile String trouble;

    Line(String bot, Telegram way, Tempo tempo) {
        this.bot = bot;
        this.way = way;
        this.tempo = tempo;
    }

    @Override
    public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
        Telegram used = way;
        return used.call(method).onFailure(failure -> {
            // What was said of a token that was replaced meanwhile is no trouble any more.
            if (failure instanceof Refused refused && refused.unknownToken() && used == way && trouble == null) {
                trouble =
                        "Telegram doesn't know this bot's token any more (%d %s): get a new one from @BotFather and start the bot with it"
                                .formatted(refused.code(), refused.description());
                LOG.warn("{}: {}", bot, trouble);
            }
        });
    }

    /** Another way, perhaps with a new token: what was in the way may be over. */
    void use(Telegram other, Tempo otherTempo) {
        way = other;
        tempo = otherTempo;
        trouble = null;
    }

    /** How fast the bot may send. */
    Tempo tempo() {
        return tempo;
    }

    /** Why nothing can be sent at all; null where all is well. */
    String trouble() {
        return trouble;
    }
}
