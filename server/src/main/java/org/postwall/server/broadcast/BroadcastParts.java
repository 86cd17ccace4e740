package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoStore;

/** Everything that broadcasting is made of, wired by hand. */
public final class BroadcastParts {
    private final MessageRoutes messages;
    private final PeopleRoutes people;
    private final UserRoutes users;

    /**
     * Call on the event loop that serves HTTP.
     *
     * @param secret what the key of pseudonyms comes from; absent: a random one kept in MongoDB
     */
    public BroadcastParts(
            MongoStore mongo,
            Optional<Secret> secret,
            BroadcastTokens tokens,
            Deliveries deliveries,
            Announcements announcements,
            Clock clock) {
        MongoKey random = new MongoKey(mongo);
        Pseudonyms pseudonyms =
                new Pseudonyms(() -> secret.map(known -> Future.succeededFuture(known.derive("broadcast people")))
                        .orElseGet(random::get));
        MongoIndexes indexes = new MongoIndexes(mongo);
        MongoMessages stored = new MongoMessages(mongo, indexes);
        messages = new MessageRoutes(new Messages(stored, pseudonyms, announcements, clock), deliveries);
        Locks locks = new Locks(new MongoAttempts(mongo, indexes), clock);
        Masters masters = new Masters(tokens.master(), new MongoMasters(mongo), locks, pseudonyms);
        Followers followers = new Followers(new MongoFollowers(mongo), stored, clock);
        people = new PeopleRoutes(masters, followers, new Door(tokens.servant(), followers, locks, pseudonyms));
        users = new UserRoutes(followers);
    }

    public MessageRoutes messages() {
        return messages;
    }

    public PeopleRoutes people() {
        return people;
    }

    public UserRoutes users() {
        return users;
    }
}
