package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.bot.Chat;
import org.postwall.bot.server.BroadcastClient;
import org.postwall.bot.state.MemoryStates;
import org.slf4j.LoggerFactory;

/** A master's doings and troubles, with every log line of ours and every request to the server read. */
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
        Chat master = master();
        master.says("/register wrong");
        hears(master, "This token is wrong");
        master.says("/register right");
        hears(master, "You are a master now");
        server.losesAnswers(true);
        master.says("for all");
        hears(master, "The server did not confirm");
        server.losesAnswers(false);
        telegramRefuses("getFile", "Bad Request: file is too big");
        master.sends("video", "AAAA");
        hears(master, "Nothing was sent: Telegram lets bots");
        stage.telegram().fault("getFile", 1, new JsonObject().put("drop", "before"));
        int photo = master.sends("photo", "AAAA");
        hears(master, "The server did not confirm");
        master.taps("Try again");
        hears(master, "Message 2");
        server.isInTrouble(new BroadcastAway("status 503"));
        master.edits(photo, "a caption");
        hears(master, "Not changed: the server does not answer");
        server.isInTrouble(null);
        server.refusesMessages("not so long");
        master.edits(photo, "a caption");
        hears(master, "Not changed, the server does not take this");
        server.refusesMessages(null);
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

    @Test
    void no_request_to_the_server_names_a_master() {
        HandClock clock = new HandClock();
        List<String> requests = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        HttpServer http = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    requests.add(request.method() + " " + request.uri() + "\n" + request.headers() + "\n" + body);
                    request.response().end("{\"master\":true,\"id\":1,\"size\":3}");
                }))
                .listen(0, "127.0.0.1"));
        URI address = URI.create("http://127.0.0.1:" + http.actualPort());
        BroadcastClient client = new BroadcastClient(vertx, address, Optional.empty(), Duration.ofSeconds(5), clock);
        stage.plays(
                new MasterBot(stage.token(), new Pseudonyms("secret"), client, client, new MemoryStates(clock), clock));
        Chat master = master();
        stage.telegram()
                .control(
                        "POST",
                        "messages",
                        master.request().put("video", "AAAA").put("file_name", NAME + ".mp4"));
        asks(requests, "POST /api/v1/broadcast/messages\n");
        master.edits(master.says("for all"), "for all, edited");
        asks(requests, "PATCH /api/v1/broadcast/messages/1\n");
        master.taps("Pause");
        asks(requests, "POST /api/v1/broadcast/messages/1/pause\n");
        assertThat(requests)
                .anyMatch(request -> request.contains(new Pseudonyms("secret").of(Long.parseLong(ID))))
                .noneMatch(line -> line.contains(ID) || line.contains(NAME) || line.contains(USERNAME));
        client.close();
        Await.result(vertx.close());
    }

    private static void asks(List<String> requests, String beginning) {
        await().untilAsserted(() -> assertThat(requests).anyMatch(request -> request.startsWith(beginning)));
    }

    private Chat master() {
        return stage.telegram()
                .person(new JsonObject()
                        .put("id", Long.parseLong(ID))
                        .put("first_name", NAME)
                        .put("username", USERNAME)
                        .put("language_code", "en"));
    }

    private void telegramRefuses(String method, String why) {
        stage.telegram()
                .fault(method, 1, new JsonObject().put("error_code", 400).put("description", why));
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
