package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedRedisTest {
    private final Vertx vertx;

    EmbeddedRedisTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void what_was_set_is_there_after_a_restart(@TempDir Path dir) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.open(dir).orElseThrow()) {
            assertThat(send(redis, "SET", "k", "v")).isEqualTo("OK");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.open(dir).orElseThrow()) {
            assertThat(send(redis, "GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void nobody_gets_in_without_the_password(@TempDir Path dir) {
        try (EmbeddedRedis redis = EmbeddedRedis.open(dir).orElseThrow()) {
            assertThatThrownBy(() -> sendWith("guess", redis, "GET", "k")).hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void a_redis_left_by_a_killed_process_is_stopped_first(@TempDir Path dir) throws Exception {
        EmbeddedRedis orphan = EmbeddedRedis.open(dir).orElseThrow();
        long pid = Long.parseLong(Files.readString(dir.resolve("redis.pid")).strip());
        send(orphan, "SET", "k", "v");
        try (EmbeddedRedis redis = EmbeddedRedis.open(dir).orElseThrow()) {
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(send(redis, "GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void where_redis_cant_start_there_is_none_and_no_failure(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("not-a-folder"), "");
        assertThat(EmbeddedRedis.open(file)).isEmpty();
    }

    private String send(EmbeddedRedis redis, String command, String... words) throws Exception {
        return sendWith(redis.settings().get("REDIS_PASSWORD"), redis, command, words);
    }

    private String sendWith(String password, EmbeddedRedis redis, String command, String... words) throws Exception {
        String address =
                "redis://:%s@127.0.0.1:%s".formatted(password, redis.settings().get("REDIS_PORT"));
        Redis client = Redis.createClient(vertx, address);
        Request request = Request.cmd(Command.create(command));
        for (String word : words) {
            request.arg(word);
        }
        try {
            return String.valueOf(result(client.send(request)));
        } finally {
            result(client.close());
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
