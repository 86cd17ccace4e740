package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.broadcast.BroadcastServer.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.security.Sealer;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.wall.RealStores;
import org.postwall.telegram.BotToken;

/** Files, and the sending bot's token, in a real MongoDB by an account that may only read and write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesIT extends FilesContract {
    private static RealStores stores;

    @BeforeAll
    static void open() {
        stores = new RealStores();
    }

    @AfterAll
    static void close() {
        if (stores != null) {
            stores.close();
        }
    }

    @Override
    MongoSettings settings() {
        return stores.mongo("one");
    }

    @BeforeEach
    void empty() {
        for (String collection : await(mongo.client().getCollections())) {
            await(mongo.client().removeDocuments(collection, new JsonObject()));
        }
    }

    @Test
    void the_token_of_the_sending_bot_is_kept_by_such_an_account_too() {
        Sealer sealer = new Sealer(() -> Future.succeededFuture(new byte[32]));
        BotToken token = new BotToken("123456:abcdefghijklmnopqrstuvwxyz");
        await(new MongoBotTokens(mongo, sealer).put(token));
        await(new MongoBotTokens(mongo, sealer).put(token));
        assertThat(await(new MongoBotTokens(mongo, sealer).get())).contains(new BotTokens.Known(token, 2));
    }
}
