package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedMongoTest {
    private final Vertx vertx;

    EmbeddedMongoTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void an_acknowledged_write_is_on_disk_at_that_moment(@TempDir Path dir) throws Exception {
        Path asAfterKill = Files.createDirectory(dir.resolve("copy"));
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir.resolve("live"))) {
            MongoClient client = connect(mongo);
            for (long n = 1; n <= 20; n++) {
                result(client.insert("posts", new JsonObject().put("_id", n)));
            }
            Files.copy(dir.resolve("live/wall.mv.db"), asAfterKill.resolve("wall.mv.db"));
            result(client.close());
        }
        try (EmbeddedMongo reopened = EmbeddedMongo.open(asAfterKill)) {
            MongoClient client = connect(reopened);
            assertThat(result(client.count("posts", new JsonObject()))).isEqualTo(20);
            result(client.close());
        }
    }

    @Test
    void a_clean_stop_and_start_keeps_the_documents(@TempDir Path dir) throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir)) {
            MongoClient client = connect(mongo);
            result(client.insert("posts", new JsonObject().put("_id", 1L).put("text", "привет")));
            result(client.close());
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir)) {
            MongoClient client = connect(mongo);
            JsonObject found = result(client.findOne("posts", new JsonObject().put("_id", 1L), null));
            assertThat(found.getString("text")).isEqualTo("привет");
            result(client.close());
        }
    }

    @Test
    void a_file_that_is_no_store_is_refused_and_left_as_it_is(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("wall.mv.db"), "this is somebody's letter, not a store".repeat(400));
        String before = Files.readString(file);
        assertThatThrownBy(() -> EmbeddedMongo.open(dir)).isInstanceOf(MVStoreException.class);
        assertThat(file).hasContent(before);
    }

    private MongoClient connect(EmbeddedMongo mongo) {
        return MongoClient.create(
                vertx,
                new JsonObject()
                        .put(
                                "connection_string",
                                "mongodb://127.0.0.1:" + mongo.settings().get("MONGO_PORT"))
                        .put("db_name", "postwall"));
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
