package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postwall.server.http.BodyStream;
import org.postwall.server.security.Sealer;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoStore;

/** Everything that broadcasting is made of, wired by hand. */
public final class BroadcastParts {
    /** How long a client may take for a file beyond what its size needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MessageRoutes messages;
    private final RecipientRoutes recipients;
    private final FileRoutes files;
    private final PeopleRoutes people;
    private final UserRoutes users;
    private final ServantRoutes servants;
    private final Servant servant;
    private final Audience audience;
    private final Letters letters;

    /**
     * Call on the event loop that serves HTTP.
     *
     * @param secret what the keys of pseudonyms and of sealed tokens come from; absent: a random one kept in MongoDB
     */
    public BroadcastParts(
            Vertx vertx,
            MongoStore mongo,
            Optional<Secret> secret,
            BroadcastTokens tokens,
            Dispatch dispatch,
            Mailbox mailbox,
            Clock clock) {
        MongoKey random = new MongoKey(mongo);
        Function<String, Supplier<Future<byte[]>>> keys = use -> () ->
                secret.map(known -> Future.succeededFuture(known.derive(use))).orElseGet(random::get);
        Pseudonyms pseudonyms = new Pseudonyms(keys.apply("broadcast people"));
        MongoIndexes indexes = new MongoIndexes(mongo);
        MongoMessages stored = new MongoMessages(mongo, indexes);
        Files kept = new Files(new MongoFileStore(mongo));
        Messages sent = new Messages(stored, pseudonyms, dispatch, clock);
        messages = new MessageRoutes(sent, kept, dispatch);
        recipients = new RecipientRoutes(sent, dispatch);
        files = new FileRoutes(kept, new BodyStream(Files.LARGEST, Files.CHUNK, PATIENCE));
        Locks locks = new Locks(new MongoAttempts(mongo, indexes), clock);
        Masters masters = new Masters(tokens.master(), new MongoMasters(mongo), locks, pseudonyms);
        MongoFollowers chats = new MongoFollowers(mongo);
        Followers followers = new Followers(chats, stored, mailbox, clock);
        people = new PeopleRoutes(masters, followers, new Door(tokens.servant(), followers, locks, pseudonyms));
        users = new UserRoutes(followers);
        BotTokens bots = new MongoBotTokens(mongo, new Sealer(keys.apply("bot tokens")));
        servants = new ServantRoutes(bots);
        servant = new Servant(vertx, bots);
        audience = new Audience(stored, chats, followers, new Returns(chats, stored, mailbox));
        letters = new Letters(new Uploads(kept, new MongoFileIds(mongo), clock));
    }

    public MessageRoutes messages() {
        return messages;
    }

    public RecipientRoutes recipients() {
        return recipients;
    }

    public FileRoutes files() {
        return files;
    }

    public PeopleRoutes people() {
        return people;
    }

    public UserRoutes users() {
        return users;
    }

    public ServantRoutes servants() {
        return servants;
    }

    /** The bot that sends. */
    public Servant servant() {
        return servant;
    }

    /** Who gets what. */
    public Audience audience() {
        return audience;
    }

    /** How it is put into chats. */
    public Letters letters() {
        return letters;
    }
}
