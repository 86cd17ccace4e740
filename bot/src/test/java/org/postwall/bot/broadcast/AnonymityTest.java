package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Chat;
import org.postwall.bot.state.MemoryStates;
import org.slf4j.LoggerFactory;

/** A master's troubles, with every log line of ours read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnonymityTest {
    private static final String ID = "7355608123";
    private static final String NAME = "Xanthippe";
    private static final String USERNAME = "quixotic_owl";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger("org.postwall.bot"), (Logger)
            LoggerFactory.getLogger("org.postwall.telegram"));
    private final AppenderBase<ILoggingEvent> reader = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + event.getThrowableProxy());
        }
    };
    private final FakeServer server = new FakeServer();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
        reader.start();
        loggers.forEach(logger -> {
            logger.setLevel(Level.DEBUG);
            logger.addAppender(reader);
        });
    }

    @AfterEach
    void close() {
        stage.close();
        loggers.forEach(logger -> {
            logger.setLevel(null);
            logger.detachAppender(reader);
        });
    }

    @Test
    void no_log_line_names_a_master() {
        HandClock clock = new HandClock();
        stage.plays(new Discreet(
                new MasterBot(stage.token(), new Pseudonyms("secret"), server, server, new MemoryStates(clock), clock),
                2));
        Chat master = stage.telegram()
                .person(new JsonObject()
                        .put("id", Long.parseLong(ID))
                        .put("first_name", NAME)
                        .put("username", USERNAME)
                        .put("language_code", "en"));
        master.says("/register wrong");
        hears(master, "This token is wrong");
        master.says("/register right");
        hears(master, "You are a master now");
        server.losesAnswers(true);
        master.says("for all");
        hears(master, "The server did not confirm");
        server.losesAnswers(false);
        fails(1, new JsonObject().put("error_code", 400).put("description", "Bad Request: no progress"));
        master.says("progress refused by Telegram");
        logs("Bad Request: no progress");
        fails(1, new JsonObject().put("error_code", 400).put("description", "Bad Request: no answer"));
        master.says("/help");
        logs("Bad Request: no answer");
        fails(2, new JsonObject().put("drop", "before"));
        master.says("/help");
        logs("given up after 2 attempts");
        master.says("/start");
        hears(master, "Hello!");
        assertThat(lines).noneMatch(line -> line.contains(ID) || line.contains(NAME) || line.contains(USERNAME));
    }

    @Test
    void no_log_line_shows_the_token_that_the_server_is_offered() {
        HandClock clock = new HandClock();
        server.refusesTokens(1);
        stage.plays(new ServantBot(
                new Pseudonyms("secret"), server, new Handover(stage.token(), server, clock), new MemoryStates(clock)));
        logs("has not got the token of bot " + stage.token().id() + " yet, it is offered again: status 503");
        clock.pass(Duration.ofSeconds(1));
        logs("the server writes to followers as bot " + stage.token().id());
        assertThat(lines).noneMatch(line -> line.contains(stage.token().value().split(":", -1)[1]));
    }

    private void fails(int times, JsonObject how) {
        stage.telegram().fault("sendMessage", times, how);
    }

    private void logs(String words) {
        await().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(words)));
    }

    private static void hears(Chat chat, String words) {
        await().untilAsserted(() -> assertThat(chat.last().text()).startsWith(words));
    }
}
