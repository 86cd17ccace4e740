package org.postwall.server.outbox;

import static org.postwall.server.RunningServer.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;
import org.postwall.server.store.MemoryMongo;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;

/** Where the outbox plays in tests: a MongoDB, embedded where nothing is said, and the one event loop that everything runs on. */
final class Stage implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final MongoSettings settings;
    private final Runnable end;
    final MongoStore mongo;

    Stage() {
        this(new MemoryMongo());
    }

    private Stage(MemoryMongo own) {
        this(own.settings("outbox"), own::close);
    }

    Stage(MongoSettings settings) {
        this(settings, () -> {});
    }

    private Stage(MongoSettings settings, Runnable end) {
        this.settings = settings;
        this.end = end;
        mongo = connect();
    }

    /** One more way to the same database. */
    MongoStore connect() {
        return MongoStore.open(vertx, settings);
    }

    /** What an answer on the event loop is. */
    <T> T ask(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        onLoop(() -> question.get().onComplete(answer));
        return await(answer.future());
    }

    /** Done when the action has run. */
    void onLoop(Runnable action) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(ready -> {
            action.run();
            done.complete();
        });
        await(done.future());
    }

    /** Second by second, and what the store is asked meanwhile it has time to answer. */
    void pass(HandClock clock, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            await(mongo.ping());
            onLoop(() -> clock.pass(Duration.ofSeconds(1)));
        }
    }

    /** The document of this id. */
    JsonObject document(String collection, String id) {
        return await(mongo.client().findOne(collection, new JsonObject().put("_id", id), null));
    }

    @Override
    public void close() {
        await(mongo.close());
        await(vertx.close());
        end.run();
    }
}
