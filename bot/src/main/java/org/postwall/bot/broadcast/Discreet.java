package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Profile;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.updates.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation that gives an update up by itself just before the inbox would, whose log line names the chat: here a
 * chat's id is the name of a master. Thread-safe.
 */
public final class Discreet implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Discreet.class);

    private final Conversation inner;
    private final int most;
    private final Map<String, Integer> attempts = new HashMap<>();

    public Discreet(Conversation inner) {
        this(inner, Patience.USUAL.attempts());
    }

    /** @param most after how many failures an update is given up */
    Discreet(Conversation inner, int most) {
        this.inner = inner;
        this.most = most;
    }

    @Override
    public void open(Telegram telegram) {
        inner.open(telegram);
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public Profile profile(Language language) {
        return inner.profile(language);
    }

    @Override
    public boolean wantsEdits() {
        return inner.wantsEdits();
    }

    @Override
    public Future<Void> handle(BotContext talk) {
        return tried(talk, () -> inner.handle(talk));
    }

    @Override
    public Future<Void> edited(BotContext talk) {
        return tried(talk, () -> inner.edited(talk));
    }

    @Override
    public Future<Void> shutOut(BotContext talk, boolean out) {
        return tried(talk, () -> inner.shutOut(talk, out));
    }

    private Future<Void> tried(BotContext talk, Supplier<Future<Void>> work) {
        int attempt = begun(talk.errand());
        return Future.succeededFuture()
                .compose(now -> work.get())
                .onSuccess(done -> ended(talk.errand()))
                .recover(failure -> {
                    if (attempt < most) {
                        return Future.failedFuture(failure);
                    }
                    ended(talk.errand());
                    LOG.atError()
                            .addKeyValue(BotContext.LOGGED, talk.errand())
                            .log("an update is given up after {} attempts: {}", attempt, failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    private synchronized int begun(String errand) {
        return attempts.merge(errand, 1, Integer::sum);
    }

    private synchronized void ended(String errand) {
        attempts.remove(errand);
    }
}
