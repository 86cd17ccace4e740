package org.postwall.bot.broadcast;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handing over of the servant bot's token to the server: tried with growing pauses until the server has it. */
public final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final BotToken token;
    private final Outbox outbox;
    private final AlarmClock clock;
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), ThreadLocalRandom.current());
    private String trouble = "";
    private volatile boolean stopped;

    public Handover(BotToken token, Outbox outbox, AlarmClock clock) {
        this.token = token;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins; the server may be away. */
    void start() {
        if (stopped) {
            return;
        }
        outbox.sendAs(token).onComplete(done -> {
            if (done.succeeded()) {
                LOG.info("the server writes to followers as bot {}", token.id());
                return;
            }
            note(BotToken.mask(String.valueOf(done.cause().getMessage())));
            clock.ring(backoff.next(), this::start);
        });
    }

    void stop() {
        stopped = true;
    }

    /** Each trouble is told once, however long it lasts. */
    private void note(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.warn("the server has not got the token of bot {} yet, it is offered again: {}", token.id(), why);
        }
    }
}
