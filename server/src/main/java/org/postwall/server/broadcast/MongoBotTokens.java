package org.postwall.server.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Optional;
import org.postwall.server.security.Sealer;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.crypto.BrokenSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The document {@code servant} of {@code broadcast_bots}: the sealed token, the bot's id, and how often it was told. */
final class MongoBotTokens implements BotTokens {
    private static final Logger LOG = LoggerFactory.getLogger(MongoBotTokens.class);
    private static final String COLLECTION = "broadcast_bots";
    private static final String PURPOSE = "token of the servant bot";

    private final MongoStore mongo;
    private final MongoClient client;
    private final Sealer sealer;
    /** What was found last, and the text it was opened from. */
    private Seen seen = new Seen("", 0, Optional.empty());

    private record Seen(String text, long version, Optional<Known> known) {}

    MongoBotTokens(MongoStore mongo, Sealer sealer) {
        this.mongo = mongo;
        this.client = mongo.client();
        this.sealer = sealer;
    }

    @Override
    public Future<Void> put(BotToken token) {
        return sealer.seal(PURPOSE, token.value())
                .compose(text -> mongo.limited(client.updateCollectionWithOptions(
                        COLLECTION,
                        servant(),
                        new JsonObject()
                                .put(
                                        "$set",
                                        new JsonObject().put("sealed", text).put("bot", token.id()))
                                .put("$inc", new JsonObject().put("v", 1L)),
                        new UpdateOptions().setUpsert(true))))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Known>> get() {
        return mongo.limited(client.findOne(COLLECTION, servant(), null))
                .compose(found -> found == null ? Future.succeededFuture(Optional.empty()) : known(found));
    }

    private Future<Optional<Known>> known(JsonObject found) {
        String text = found.getString("sealed");
        long version = found.getLong("v");
        if (seen.version() == version && seen.text().equals(text)) {
            return Future.succeededFuture(seen.known());
        }
        return sealer.open(PURPOSE, text)
                .map(token -> Optional.of(new Known(new BotToken(token), version)))
                .recover(failure -> failure instanceof BrokenSeal
                        ? Future.succeededFuture(unreadable())
                        : Future.failedFuture(failure))
                .onSuccess(known -> seen = new Seen(text, version, known));
    }

    private static Optional<Known> unreadable() {
        LOG.warn("The servant bot's token in the database was sealed under another SECRET_KEY, so nothing is sent:"
                + " restart the bot, and it tells its token again");
        return Optional.empty();
    }

    private static JsonObject servant() {
        return new JsonObject().put("_id", "servant");
    }
}
