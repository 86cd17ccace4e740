package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All that the database {@code postwall} holds, as text. */
final class MongoDump {
    private MongoDump() {}

    static String of(String address) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            MongoClient client = MongoClient.create(
                    vertx, new JsonObject().put("connection_string", address).put("db_name", "postwall"));
            List<String> names = done(client.getCollections());
            assertThat(names).isNotEmpty();
            StringBuilder all = new StringBuilder();
            for (String name : names) {
                all.append(name).append('\n');
                done(client.find(name, new JsonObject()))
                        .forEach(document -> all.append(document.encode()).append('\n'));
            }
            return all.toString();
        } finally {
            done(vertx.close());
        }
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
