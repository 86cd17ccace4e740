package org.postwall.telegram.updates;

import java.time.Duration;
import java.util.Optional;
import org.postwall.telegram.Flood;
import org.postwall.telegram.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a poller from polling, told once when it begins and once when it is over. */
final class PollTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(PollTrouble.class);
    private static final Duration WRONG_TOKEN_PAUSE = Duration.ofSeconds(15);

    private final String bot;
    private volatile String words = "";
    private String kind = "";
    private Duration pause;

    PollTrouble(String bot) {
        this.bot = bot;
    }

    /** In words for an operator; empty if there is none. */
    String words() {
        return words;
    }

    boolean isOn() {
        return !words.isEmpty();
    }

    /** The pause that this trouble asks for, if it asks for one. */
    Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    void met(Throwable failure) {
        pause = null;
        String newKind = failure.getClass().getSimpleName();
        String what = "Telegram can't be reached, trying again: " + failure.getMessage();
        if (failure instanceof Refused refused) {
            newKind += refused.code();
            what = "polling is refused, trying again: " + refused.getMessage();
            if (refused.unknownToken()) {
                pause = WRONG_TOKEN_PAUSE;
                what = "Telegram does not know this bot's token. Compare it with what BotFather shows; trying again.";
            } else if (refused.conflict()) {
                what = "another program uses this bot's token too; stop it. Trying again. " + refused.description();
            }
        } else if (failure instanceof Flood flood) {
            what = "Telegram asks to poll no more for " + flood.retryAfter().toSeconds() + " s";
        }
        words = what;
        if (!newKind.equals(kind)) {
            LOG.warn("{}: {}", bot, what);
        }
        kind = newKind;
    }

    void over() {
        if (isOn()) {
            LOG.info("{}: Telegram answers again", bot);
        }
        words = "";
        kind = "";
        pause = null;
    }
}
