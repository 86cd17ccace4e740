package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.postwall.server.http.ApiException;

/**
 * Who gets the messages, and what they missed.
 *
 * <p>The last number is always read before a follower changes: a message stored in between is then rather counted as missed
 * by someone who got it than the other way round, and whoever delivers knows what was delivered.
 */
final class Followers {
    /** More than this is caught up only after a question. */
    static final long UNASKED = 50;
    /** What "the last ones" are. */
    static final int LAST = 20;

    /** Messages under way when somebody left are few. */
    private static final int LOOKED_AT = 1000;

    private static final int RACES = 20;

    /** How much of what was missed a person wants. */
    enum Choice {
        ALL,
        LAST,
        NONE
    }

    private final FollowerStore store;
    private final Backlog backlog;
    private final Mailbox mailbox;
    private final Clock clock;

    Followers(FollowerStore store, Backlog backlog, Mailbox mailbox, Clock clock) {
        this.store = store;
        this.backlog = backlog;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    Future<Optional<Follower>> find(long chat) {
        return store.find(chat);
    }

    Future<Follower> one(long chat) {
        return store.find(chat).map(found -> found.orElseThrow(Followers::unknown));
    }

    Future<List<Follower>> after(long after, int limit) {
        return store.after(after, limit);
    }

    /** @param ask whether the person can be asked how much of many missed messages is wanted */
    Future<Follower> follow(long chat, boolean ask) {
        return change(
                        chat,
                        found -> backlog.last().compose(last -> {
                            if (found.isEmpty()) {
                                return next(Follower.first(chat, now(), last));
                            }
                            Follower follower = found.get();
                            return follower.following() && !follower.unreachable()
                                    ? next(follower)
                                    : back(follower, last, ask);
                        }))
                .onSuccess(follower -> mailbox.wake());
    }

    private Future<Follower> back(Follower follower, long last, boolean ask) {
        return missed(follower, last).map(missed -> follower.back(now(), last, ask && missed > UNASKED));
    }

    /** What is known of a chat that wrote, and how much it missed where that brought it back, or is still asked about. */
    record Here(boolean following, long missed) {}

    /** Somebody who could not be reached and wrote gets what was missed; nothing changes for all others. */
    Future<Here> here(long chat) {
        return store.find(chat)
                .compose(found -> found.filter(Follower::unreachable).isEmpty()
                        ? found.filter(Follower::asked)
                                .map(this::missed)
                                .orElse(Future.succeededFuture(0L))
                                .map(many -> new Here(
                                        found.filter(Follower::following).isPresent(), many))
                        : change(chat, again -> {
                                    Follower follower = again.orElseThrow(Followers::unknown);
                                    return follower.unreachable()
                                            ? backlog.last().compose(last -> restored(follower, last))
                                            : next(follower);
                                })
                                .onSuccess(follower -> mailbox.wake())
                                .compose(follower ->
                                        missed(follower).map(many -> new Here(follower.following(), many))));
    }

    private Future<Follower> restored(Follower follower, long last) {
        return follower.following()
                ? back(follower, last, true)
                : next(new Follower(
                        follower.chat(),
                        false,
                        false,
                        follower.since(),
                        follower.cursor(),
                        OptionalLong.empty(),
                        false,
                        follower.version() + 1));
    }

    /** Nothing reaches this chat; nothing to do for somebody unknown. */
    Future<Void> lost(long chat) {
        return store.find(chat)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : change(chat, again -> {
                                    Follower follower = again.orElseThrow(Followers::unknown);
                                    return follower.unreachable()
                                            ? next(follower)
                                            : mailbox.settled().map(follower::lost);
                                })
                                .mapEmpty());
    }

    /** How many messages the follower is still to be sent, or to be asked about; 0 once the question was answered. */
    Future<Long> missed(Follower follower) {
        if (follower.until().isEmpty()) {
            return Future.succeededFuture(0L);
        }
        return missed(follower, follower.until().getAsLong())
                .map(missed -> missed > UNASKED && !follower.asked() ? 0L : missed);
    }

    /** What is above the cursor, but for what the chat has all the same: it left while messages were under way. */
    private Future<Long> missed(Follower follower, long until) {
        return backlog.count(follower.cursor(), until)
                .compose(missed -> backlog.numbers(follower.cursor(), until, LOOKED_AT)
                        .compose(numbers -> mailbox.had(follower.chat(), numbers))
                        .map(had -> missed - had.size()));
    }

    /** Nothing to do for somebody unknown. */
    Future<Void> unfollow(long chat) {
        return store.find(chat)
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture() : leave(chat).mapEmpty());
    }

    /** 404 for somebody unknown. */
    Future<Follower> leave(long chat) {
        return change(chat, found -> {
                    Follower follower = found.orElseThrow(Followers::unknown);
                    return follower.following()
                            ? mailbox.settled().map(settled -> follower.gone(now(), settled))
                            : next(follower);
                })
                .compose(gone -> mailbox.stop(chat).map(gone));
    }

    /** Goes on as another chat: a group became a supergroup. */
    Future<Void> moved(long from, long to) {
        return store.find(from)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : store.replace(found.get().in(to))
                                .compose(made -> change(
                                        from,
                                        old -> mailbox.settled()
                                                .map(settled -> old.orElseThrow(Followers::unknown)
                                                        .gone(now(), settled))))
                                .mapEmpty());
    }

    /** The answer to the question; the first one counts. 404 for somebody unknown. */
    Future<Void> catchUp(long chat, Choice choice) {
        return change(chat, found -> {
                    Follower follower = found.orElseThrow(Followers::unknown);
                    if (!follower.asked()) {
                        return next(follower);
                    }
                    long until = follower.until().orElse(follower.cursor());
                    return switch (choice) {
                        case ALL -> next(follower.chose(follower.cursor()));
                        case NONE -> next(follower.chose(until));
                        case LAST ->
                            backlog.before(until, LAST)
                                    .compose(from -> next(follower.chose(Math.max(from, follower.cursor()))));
                    };
                })
                .onSuccess(follower -> mailbox.wake())
                .mapEmpty();
    }

    private Future<Follower> change(long chat, Function<Optional<Follower>, Future<Follower>> rule) {
        return change(chat, rule, RACES);
    }

    /** Again from the start where another server, or another request here, was faster. */
    private Future<Follower> change(long chat, Function<Optional<Follower>, Future<Follower>> rule, int races) {
        if (races == 0) {
            return Future.failedFuture(
                    ApiException.unavailable("This chat is being changed all the time.", Duration.ofSeconds(1)));
        }
        return store.find(chat)
                .compose(found -> rule.apply(found).compose(next -> {
                    if (found.filter(next::equals).isPresent()) {
                        return Future.succeededFuture(next);
                    }
                    return store.replace(next)
                            .compose(first -> first ? Future.succeededFuture(next) : change(chat, rule, races - 1));
                }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Future<Follower> next(Follower follower) {
        return Future.succeededFuture(follower);
    }

    private static ApiException unknown() {
        return ApiException.notFound("Nobody with this chat_id ever followed.");
    }
}
