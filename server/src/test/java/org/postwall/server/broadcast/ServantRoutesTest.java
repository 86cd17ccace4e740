package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The sending bot's token comes in, and never out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServantRoutesTest {
    private static final String SECRET = "only-for-a-try-only-for-a-try-00000";
    private static final String TOKEN = "1000003:" + SECRET;

    private final BroadcastServer server = new BroadcastServer(BroadcastServer.SECRET);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("org.postwall");
    private Level level;

    @BeforeEach
    void listen() {
        level = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        log.start();
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(level);
        server.close();
    }

    @Test
    void a_token_is_kept_where_nobody_can_read_it() {
        HttpResponse<Buffer> answer = tell(TOKEN);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isNull();
        assertThat(server.dump()).contains("1000003").doesNotContain(SECRET);
        assertThat(lines()).noneMatch(line -> line.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"only-for-a-try-only-for-a-try-00000", "x:" + SECRET, "1000003:", "1000003: " + SECRET, ""})
    void what_is_no_token_is_refused_without_being_repeated(String token) {
        HttpResponse<Buffer> answer = tell(token);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("\"field\":\"token\"").doesNotContain(SECRET);
        assertThat(server.dump()).doesNotContain("broadcast_bots");
        assertThat(lines()).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void a_token_that_could_not_be_kept_is_not_shown_either() {
        server.loseStore();
        HttpResponse<Buffer> answer = tell(TOKEN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.bodyAsString()).doesNotContain(SECRET);
        assertThat(lines()).noneMatch(line -> line.contains(SECRET));
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    private HttpResponse<Buffer> tell(String token) {
        return server.put("/servant", new JsonObject().put("token", token));
    }
}
