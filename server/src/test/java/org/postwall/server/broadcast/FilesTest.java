package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.store.MongoSettings;

/** Files in the embedded MongoDB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesTest extends FilesContract {
    private final MongoServer server = new MongoServer(new MemoryBackend());

    @Override
    MongoSettings settings() {
        InetSocketAddress address = server.bind();
        return new MongoSettings(
                Optional.empty(),
                address.getHostString(),
                address.getPort(),
                "wall",
                Optional.empty(),
                Optional.empty());
    }

    @AfterEach
    void shutDown() {
        server.shutdownNow();
    }

    @Test
    void without_its_store_a_file_is_refused_for_now() {
        server.shutdownNow();
        HttpResponse<Buffer> answer = post("/files", Buffer.buffer("x"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }
}
