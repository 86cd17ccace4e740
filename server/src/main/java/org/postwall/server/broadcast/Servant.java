package org.postwall.server.broadcast;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.postwall.telegram.BotToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sending bot as servers learn of it: looks once a second whether its token was told. On one event loop. */
public final class Servant {
    private static final Logger LOG = LoggerFactory.getLogger(Servant.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final BotTokens tokens;
    private long seen = -1;
    private boolean stopped;

    Servant(Vertx vertx, BotTokens tokens) {
        this.vertx = vertx;
        this.tokens = tokens;
    }

    /** Tells of the token that is known, and of each that is told from now on, the same once more too. */
    public void watch(Consumer<BotToken> told) {
        if (stopped) {
            return;
        }
        tokens.get()
                .onSuccess(found -> found.filter(known -> known.version() != seen && !stopped)
                        .ifPresent(known -> {
                            seen = known.version();
                            told.accept(known.token());
                        }))
                .onFailure(failure -> LOG.debug("the servant bot's token can't be read: {}", failure.toString()))
                .onComplete(done -> vertx.setTimer(LOOK.toMillis(), id -> watch(told)));
    }

    public void stop() {
        stopped = true;
    }
}
