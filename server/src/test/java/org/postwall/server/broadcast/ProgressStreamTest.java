package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watching a message on its way. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class ProgressStreamTest {
    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);

    @BeforeEach
    void one_message() {
        server.post("/messages", new JsonObject().put("text", "hello"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void numbers_come_at_once_and_when_they_change_until_it_is_finished() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/messages/1/progress"))
                .build();
        java.net.http.HttpResponse<java.io.InputStream> answer =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(event(in))
                    .isEqualTo(
                            new JsonObject(
                                    "{\"id\":1,\"status\":\"running\",\"total\":0,\"counts\":{},\"finished\":false,\"rate\":0.0,\"errors\":[]}"));
            server.dispatch.progress.put(1L, progress(false, 1));
            assertThat(event(in).getJsonObject("counts").getLong("sent")).isEqualTo(1);
            server.dispatch.progress.put(1L, progress(true, 2));
            JsonObject last = event(in);
            assertThat(last.getBoolean("finished")).isTrue();
            assertThat(last.containsKey("text")).isFalse();
            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    void of_what_is_not_there_nothing_is_seen() {
        HttpResponse<Buffer> answer = server.get("/messages/2/progress");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(server.get("/messages/x/progress").statusCode()).isEqualTo(422);
    }

    @Test
    void without_a_store_nothing_is_seen_for_now() {
        server.loseStore();
        HttpResponse<Buffer> answer = server.get("/messages/1/progress");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }

    private static JsonObject event(BufferedReader in) throws IOException {
        assertThat(in.readLine()).isEqualTo("event: progress");
        String data = in.readLine();
        assertThat(data).startsWith("data: ");
        assertThat(in.readLine()).isEmpty();
        return new JsonObject(data.substring("data: ".length()));
    }

    private static Progress progress(boolean finished, long sent) {
        return new Progress(
                "running", finished, 2, Map.of("sent", sent), 1.5, OptionalLong.empty(), Map.of(), Optional.empty());
    }
}
