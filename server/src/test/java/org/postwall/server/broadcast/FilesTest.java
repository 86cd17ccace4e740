package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.store.MemoryMongo;
import org.postwall.server.store.MongoSettings;

/** Files in the embedded MongoDB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesTest extends FilesContract {
    private final MemoryMongo server = new MemoryMongo();

    @Override
    MongoSettings settings() {
        return server.settings("wall");
    }

    @AfterEach
    void shutDown() {
        server.close();
    }

    @Test
    void without_its_store_a_file_is_refused_for_now() {
        server.close();
        HttpResponse<Buffer> answer = post("/files", Buffer.buffer("x"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }
}
