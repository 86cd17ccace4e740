package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;

/**
 * Gives those who came back what they missed, some messages at a time, until they get messages as they are sent. A
 * follower's cursor moves only over what was delivered, or never will be, so that it goes on after any end.
 */
final class Returns {
    /** Chats in one round; the others are next. */
    private static final int CHATS = 100;
    /** Messages that wait for one chat. */
    private static final int WINDOW = 20;

    private final FollowerStore store;
    private final Backlog backlog;
    private final Mailbox mailbox;

    Returns(FollowerStore store, Backlog backlog, Mailbox mailbox) {
        this.store = store;
        this.backlog = backlog;
        this.mailbox = mailbox;
    }

    Future<Void> serve(Counter counter) {
        return store.returning(CHATS)
                .compose(chats -> chats.isEmpty()
                        ? Future.succeededFuture()
                        : counter.last()
                                .compose(last -> Future.join(chats.stream()
                                        .map(chat -> serve(counter, chat, last))
                                        .toList()))
                                .mapEmpty());
    }

    private Future<Void> serve(Counter counter, long chat, long last) {
        return store.find(chat)
                .compose(found -> found.filter(Follower::catchesUp)
                        .map(follower -> serve(counter, follower, last))
                        .orElseGet(() -> store.returned(
                                chat, found.map(Follower::version).orElse(0L))));
    }

    private Future<Void> serve(Counter counter, Follower follower, long last) {
        return backlog.numbers(follower.cursor(), last, WINDOW)
                .compose(missed -> missed.size() < WINDOW
                        ? give(counter, follower, missed)
                                .compose(given -> change(follower.caughtUp(Math.max(last, follower.cursor()))))
                        : window(counter, follower, missed, last));
    }

    private Future<Void> window(Counter counter, Follower follower, List<Long> missed, long last) {
        return counter.standing(follower.chat(), missed).compose(standing -> {
            List<Long> rest = missed.stream()
                    .filter(number -> !standing.known().contains(number))
                    .toList();
            return give(counter, follower, rest).compose(given -> {
                if (standing.waiting() || !given.isEmpty()) {
                    return Future.succeededFuture();
                }
                Follower next = follower.has(missed.get(missed.size() - 1));
                return store.replace(next)
                        .compose(first -> first ? serve(counter, next, last) : Future.succeededFuture());
            });
        });
    }

    private Future<List<Long>> give(Counter counter, Follower follower, List<Long> messages) {
        return messages.isEmpty()
                ? Future.succeededFuture(messages)
                : counter.give(follower.chat(), messages)
                        .compose(given -> unlessGone(follower.chat()).map(given));
    }

    /** Who left meanwhile had called off what was waiting before this was given. */
    private Future<Void> unlessGone(long chat) {
        return store.find(chat)
                .compose(found ->
                        found.filter(Follower::following).isPresent() ? Future.succeededFuture() : mailbox.stop(chat));
    }

    /** Where somebody was faster, the next round sees what he made of it. */
    private Future<Void> change(Follower next) {
        return store.replace(next).mapEmpty();
    }
}
