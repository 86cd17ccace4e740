package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwall.server.broadcast.BroadcastServer.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.broadcast.BotTokens.Known;
import org.postwall.server.security.Sealer;
import org.postwall.server.store.StoreFailure;
import org.postwall.telegram.BotToken;
import org.slf4j.LoggerFactory;

/** The sending bot's token, as two servers see it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MongoBotTokensTest {
    private static final BotToken FIRST = new BotToken("123456:first-secret-of-the-servant");
    private static final BotToken SECOND = new BotToken("654321:second-secret-of-the-servant");

    private final BroadcastServer database = new BroadcastServer(BroadcastServer.SECRET);
    private final BotTokens here = tokens("one");
    private final BotTokens there = tokens("one");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(MongoBotTokens.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        database.close();
    }

    @Test
    void there_is_none_before_it_was_told() {
        assertThat(await(here.get())).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void each_telling_is_noticed_by_all_servers() {
        await(here.put(FIRST));
        assertThat(await(here.get())).contains(new Known(FIRST, 1));
        assertThat(await(there.get())).contains(new Known(FIRST, 1));
        await(here.put(FIRST));
        assertThat(await(there.get())).contains(new Known(FIRST, 2));
        await(there.put(SECOND));
        assertThat(await(here.get())).contains(new Known(SECOND, 3));
        assertThat(await(here.get())).contains(new Known(SECOND, 3));
    }

    @Test
    void the_database_and_the_log_hold_no_token() {
        await(here.put(FIRST));
        await(here.get());
        await(tokens("two").get());
        assertThat(database.dump())
                .contains("broadcast_bots {", "123456")
                .doesNotContain("first-secret")
                .doesNotContain("123456:");
        assertThat(log.list.toString()).doesNotContain("first-secret");
        assertThat(new Known(FIRST, 1).toString()).doesNotContain("first-secret");
    }

    @Test
    void a_token_under_another_key_counts_as_none_and_is_complained_of_once() {
        await(here.put(FIRST));
        BotTokens rekeyed = tokens("two");
        assertThat(await(rekeyed.get())).isEmpty();
        assertThat(await(rekeyed.get())).isEmpty();
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("SECRET_KEY").contains("restart the bot");
        });
        await(rekeyed.put(FIRST));
        assertThat(await(rekeyed.get())).contains(new Known(FIRST, 2));
        assertThat(log.list).hasSize(1);
    }

    @Test
    void a_token_that_was_changed_by_hand_counts_as_none() {
        await(here.put(FIRST));
        await(here.get());
        JsonObject change = new JsonObject().put("$set", new JsonObject().put("sealed", "AAAA"));
        await(database.store()
                .client()
                .updateCollection("broadcast_bots", new JsonObject().put("_id", "servant"), change));
        assertThat(await(here.get())).isEmpty();
    }

    @Test
    void a_store_that_is_away_or_a_key_that_is_not_to_be_had_is_no_answer() {
        await(here.put(FIRST));
        Sealer keyless = new Sealer(() -> Future.failedFuture(new StoreFailure("away")));
        assertThatThrownBy(() -> await(new MongoBotTokens(database.store(), keyless).get()))
                .hasCauseInstanceOf(StoreFailure.class);
        database.loseStore();
        assertThatThrownBy(() -> await(here.get())).hasCauseInstanceOf(StoreFailure.class);
        assertThat(log.list).isEmpty();
    }

    private BotTokens tokens(String key) {
        byte[] bytes = key.repeat(16).getBytes(StandardCharsets.UTF_8);
        return new MongoBotTokens(database.store(), new Sealer(() -> Future.succeededFuture(bytes)));
    }
}
