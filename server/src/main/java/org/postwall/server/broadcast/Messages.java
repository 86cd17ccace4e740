package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.postwall.server.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was sent to the followers: stored once, numbered, announced. */
final class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    /** Numbers that may turn out to be taken, as after an old backup was restored. */
    private static final int ATTEMPTS = 5;

    private final MessageStore store;
    private final Pseudonyms pseudonyms;
    private final Announcements announcements;
    private final Clock clock;

    Messages(MessageStore store, Pseudonyms pseudonyms, Announcements announcements, Clock clock) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.announcements = announcements;
        this.clock = clock;
    }

    /**
     * Stores a message and gives its number: the first one's where {@code key} was used before.
     *
     * @param key what makes a repetition known as one; 422 where it was used for another content
     */
    Future<Long> post(Content content, Optional<String> key) {
        if (key.isEmpty()) {
            return store(content, Optional.empty(), ATTEMPTS);
        }
        return pseudonyms
                .of("key", key.get())
                .compose(name -> store.withKey(name)
                        .compose(found -> found.isPresent()
                                ? repeated(found.get(), content)
                                : store(content, Optional.of(name), ATTEMPTS)));
    }

    Future<Message> one(long id) {
        return store.find(id)
                .map(found -> found.orElseThrow(() -> ApiException.notFound("There is no message " + id + ".")));
    }

    Future<List<Message>> after(long after, int limit) {
        return store.after(after, limit);
    }

    private Future<Long> store(Content content, Optional<String> key, int attempts) {
        String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        return store.next().compose(number -> {
            Message message = new Message(number, content, at, key);
            return store.insert(message)
                    .compose(stored -> stored ? announce(message) : taken(content, key, attempts - 1));
        });
    }

    /** The number or the key is another message's: that with this key may have been stored a moment ago. */
    private Future<Long> taken(Content content, Optional<String> key, int attempts) {
        Future<Optional<Message>> other =
                key.isEmpty() ? Future.succeededFuture(Optional.empty()) : store.withKey(key.get());
        return other.compose(found -> {
            if (found.isPresent()) {
                return repeated(found.get(), content);
            }
            return attempts > 0
                    ? store(content, key, attempts)
                    : Future.failedFuture(
                            ApiException.unavailable("Messages can't be stored now.", Duration.ofSeconds(1)));
        });
    }

    private static Future<Long> repeated(Message first, Content content) {
        return first.content().equals(content)
                ? Future.succeededFuture(first.id())
                : Future.failedFuture(ApiException.invalid("Idempotency-Key", "was used for another message"));
    }

    private Future<Long> announce(Message message) {
        return announcements
                .announced(message)
                .recover(error -> {
                    LOG.warn("message {} is stored, but wasn't announced: {}", message.id(), error.toString());
                    return Future.succeededFuture();
                })
                .map(message.id());
    }
}
