package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.postwall.server.http.ApiException;

/**
 * The door against guessing tokens: five wrong ones within ten minutes lock a person out for ten minutes, each further lock
 * within a day for twice as long; more than a hundred of all people within ten minutes make everyone wait who isn't known.
 *
 * <p>Each look at a token becomes a new version of the person's attempts before its outcome counts, so guesses sent at once
 * are taken one after another, on however many servers.
 */
final class Locks {
    /** So many wrong tokens of all people within {@link Attempts#WINDOW} are too many. */
    static final int CROWD = 101;
    /** The kind of pseudonyms of those who may guess: both bots count together, a person's private chat has the person's id. */
    static final String KIND = "guesser";

    private static final int RACES = 20;
    private static final String LATER = "Too many wrong tokens. Try again later.";

    /** What a person showed. */
    enum Shown {
        RIGHT,
        WRONG,
        /** No token, which is no guess. */
        NOTHING
    }

    private final AttemptStore store;
    private final Clock clock;

    Locks(AttemptStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Done if the person may come in; else 429 while locked, 403 for a wrong token. */
    Future<Void> admit(String person, boolean known, Shown shown) {
        Future<Void> crowd = known ? Future.succeededFuture() : store.crowd().compose(this::crowd);
        return crowd.compose(quiet -> judge(person, shown, RACES));
    }

    private Future<Void> crowd(List<Instant> wrong) {
        Instant now = clock.instant();
        if (wrong.size() < CROWD) {
            return Future.succeededFuture();
        }
        Instant end = wrong.get(wrong.size() - CROWD).plus(Attempts.WINDOW);
        return end.isAfter(now) ? refused(Duration.between(now, end)) : Future.succeededFuture();
    }

    private Future<Void> judge(String person, Shown shown, int races) {
        if (races == 0) {
            return refused(Duration.ofSeconds(1));
        }
        return store.find(person).compose(attempts -> {
            Instant now = clock.instant();
            if (attempts.refused(now).isPresent()) {
                return refused(attempts.refused(now).get());
            }
            if (shown == Shown.NOTHING) {
                return Future.succeededFuture();
            }
            Attempts next = shown == Shown.RIGHT ? attempts.seen() : attempts.wrong(now);
            return store.replace(person, next, now)
                    .compose(first -> first ? outcome(shown, now) : judge(person, shown, races - 1));
        });
    }

    private Future<Void> outcome(Shown shown, Instant now) {
        return shown == Shown.RIGHT
                ? Future.succeededFuture()
                : store.wrong(now)
                        .compose(counted -> Future.failedFuture(ApiException.forbidden("The token is wrong.")));
    }

    private static Future<Void> refused(Duration wait) {
        return Future.failedFuture(ApiException.tooMany(LATER, wait));
    }
}
