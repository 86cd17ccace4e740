package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.server.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was sent to the followers: stored once, numbered, announced. */
final class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    /** Numbers that others may take first. */
    private static final int ATTEMPTS = 50;

    private final MessageStore store;
    private final Pseudonyms pseudonyms;
    private final Dispatch dispatch;
    private final Clock clock;

    Messages(MessageStore store, Pseudonyms pseudonyms, Dispatch dispatch, Clock clock) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /**
     * Stores a message and gives its number: the first one's where {@code key} was used before.
     *
     * @param once whether nobody may get it twice
     * @param key what makes a repetition known as one; 422 where it was used for another content
     */
    Future<Long> post(Content content, boolean once, Optional<String> key) {
        if (key.isEmpty()) {
            return store(content, once, Optional.empty(), ATTEMPTS);
        }
        return name(key.get())
                .compose(name -> store.withKey(name)
                        .compose(found -> found.isPresent()
                                ? repeated(found.get(), Print.of(content, once))
                                : store(content, once, Optional.of(name), ATTEMPTS)));
    }

    /** The number of the message that was stored with this key. */
    Future<Long> withKey(String key) {
        return name(key)
                .compose(store::withKey)
                .map(found -> found.orElseThrow(() -> ApiException.notFound("There is no message with this key."))
                        .id());
    }

    private Future<String> name(String key) {
        return pseudonyms.of("key", key);
    }

    /** Gives a message other words, everywhere; 409 where it is called off. */
    Future<Void> edit(long id, Function<Content, Content> change) {
        return one(id).compose(message -> {
            Content content = change.apply(message.content());
            return dispatch.announced()
                    .compose(sure -> dispatch.edit(id, content))
                    .compose(done -> done
                            ? store.reword(id, content)
                            : Future.failedFuture(ApiException.conflict("This message was called off.")));
        });
    }

    /** 409 where it can't be followed. */
    Future<Void> order(long id, Order order) {
        return one(id).compose(message -> dispatch.announced())
                .compose(sure -> dispatch.order(id, order))
                .compose(done -> {
                    if (done) {
                        return order.endsIt() ? store.withdraw(id) : Future.succeededFuture();
                    }
                    ApiException refusal = ApiException.conflict(
                            "Message " + id + " can't be told to " + order.text() + " as it is now.");
                    return (order.endsIt() ? withdrawn(id) : Future.<Void>succeededFuture())
                            .compose(sure -> Future.failedFuture(refusal));
                });
    }

    /** Whoever called it off may have ended before noting that. */
    private Future<Void> withdrawn(long id) {
        return dispatch.progress(List.of(id))
                .map(found -> found.getOrDefault(id, Progress.NONE).status())
                .compose(status -> status.equals("cancelled") || status.equals("recalled")
                        ? store.withdraw(id)
                        : Future.succeededFuture());
    }

    Future<Message> one(long id) {
        return store.find(id)
                .map(found -> found.orElseThrow(() -> ApiException.notFound("There is no message " + id + ".")));
    }

    Future<List<Message>> after(long after, int limit) {
        return store.after(after, limit);
    }

    private Future<Long> store(Content content, boolean once, Optional<String> key, int attempts) {
        String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        return store.next().compose(number -> {
            Message message = new Message(number, content, once, at, key, Print.of(content, once));
            return store.insert(message)
                    .compose(stored -> stored ? announce(message) : taken(content, once, key, attempts - 1));
        });
    }

    /** The number or the key is another message's: that with this key may have been stored a moment ago. */
    private Future<Long> taken(Content content, boolean once, Optional<String> key, int attempts) {
        Future<Optional<Message>> other =
                key.isEmpty() ? Future.succeededFuture(Optional.empty()) : store.withKey(key.get());
        return other.compose(found -> {
            if (found.isPresent()) {
                return repeated(found.get(), Print.of(content, once));
            }
            return attempts > 0
                    ? store(content, once, key, attempts)
                    : Future.failedFuture(
                            ApiException.unavailable("Messages can't be stored now.", Duration.ofSeconds(1)));
        });
    }

    private static Future<Long> repeated(Message first, String print) {
        return first.print().equals(print)
                ? Future.succeededFuture(first.id())
                : Future.failedFuture(ApiException.invalid("Idempotency-Key", "was used for another message"));
    }

    private Future<Long> announce(Message message) {
        return dispatch.announced()
                .recover(error -> {
                    LOG.warn("message {} is stored, but wasn't announced: {}", message.id(), error.toString());
                    return Future.succeededFuture();
                })
                .map(message.id());
    }
}
