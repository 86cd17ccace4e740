package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postwall.server.App;
import org.postwall.server.RunningServer;
import org.postwall.server.Settings;
import org.postwall.server.TelegramSettings;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoStore;
import org.postwall.telegram.redis.RedisSettings;

/** Servers in this process, on stores that live elsewhere. */
final class Fleet implements AutoCloseable {
    private static final Secret SECRET = new Secret("a secret of thirty-two bytes or more");

    final Vertx vertx = Vertx.vertx();
    private final List<App> apps = new ArrayList<>();

    /** Starts one more server, and tells its port. */
    int start(MongoSettings mongo, Optional<RedisSettings> redis) {
        App app = done(App.start(vertx, settings(mongo, redis)));
        apps.add(app);
        return app.port();
    }

    /** An open server on a free port. */
    static Settings settings(MongoSettings mongo, Optional<RedisSettings> redis) {
        return new Settings(
                "127.0.0.1",
                0,
                Access.OPEN,
                Optional.of(SECRET),
                mongo,
                redis,
                Optional.empty(),
                RunningServer.SCRATCH,
                TelegramSettings.usual(),
                BroadcastTokens.none(),
                Duration.ZERO);
    }

    /** A token that may remove any post. */
    String moderator() {
        return new Tokens(vertx, SECRET, Clock.systemUTC())
                .issue("moderator", List.of("moderate"), Duration.ofHours(1));
    }

    /** The text of each post with its number, as stored; fails where one is stored twice. */
    Map<String, Long> texts(MongoSettings settings) {
        MongoStore mongo = MongoStore.open(vertx, settings);
        List<JsonObject> found =
                done(mongo.client().find("posts", new JsonObject().put("text", new JsonObject().put("$exists", true))));
        done(mongo.close());
        return found.stream().collect(Collectors.toMap(post -> post.getString("text"), post -> post.getLong("_id")));
    }

    private static <T> T done(Future<T> future) {
        return RunningServer.await(future);
    }

    @Override
    public void close() {
        for (App app : apps) {
            done(app.stop());
        }
        done(vertx.close());
    }
}
