package org.postwall.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Simulator.BotAccount;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulatorTest {
    private final Lab lab = new Lab();
    private final ObjectMapper mapper = new ObjectMapper();
    private BotAccount bot;

    @BeforeEach
    void aBot() {
        bot = lab.bot("wall_bot");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void a_person_writes_the_bot_answers_with_buttons_and_a_tap_is_answered() throws JsonProcessingException {
        JsonObject written = lab.annWrites(bot, "/start");
        JsonArray updates = lab.call(bot, "getUpdates", new JsonObject()).results();
        Update update = mapper.readValue(updates.getJsonObject(0).encode(), Update.class);
        assertThat(update.getUpdateId()).isEqualTo(written.getInteger("update_id"));
        assertThat(update.getMessage().getText()).isEqualTo("/start");
        assertThat(update.getMessage().getFrom().getLanguageCode()).isEqualTo("en");

        JsonObject keyboard = new JsonObject("{\"inline_keyboard\":[[{\"text\":\"Add\",\"callback_data\":\"add\"}]]}");
        JsonObject sent = lab.call(
                        bot,
                        "SENDMESSAGE",
                        new JsonObject()
                                .put("chat_id", "101")
                                .put("text", "Hello")
                                .put("reply_markup", keyboard))
                .result();
        Message message = mapper.readValue(sent.encode(), Message.class);
        assertThat(message.getFrom().getIsBot()).isTrue();
        assertThat(message.getChat().isUserChat()).isTrue();

        JsonObject tap = new JsonObject()
                .put("bot", "wall_bot")
                .put("from", Lab.person(101, "Ann"))
                .put("message_id", message.getMessageId())
                .put("data", "add");
        JsonObject tapped = lab.post("/simulator/taps", tap).object();
        JsonObject query = lab.call(
                        bot, "getUpdates", new JsonObject().put("offset", written.getInteger("update_id") + 1))
                .results()
                .getJsonObject(0);
        assertThat(query.getInteger("update_id")).isEqualTo(tapped.getInteger("update_id"));
        assertThat(mapper.readValue(query.encode(), Update.class)
                        .getCallbackQuery()
                        .getData())
                .isEqualTo("add");
        String id = tapped.getString("callback_query_id");
        assertThat(lab.get("/simulator/callbacks/" + id).object().getBoolean("answered"))
                .isFalse();
        lab.call(
                        bot,
                        "answerCallbackQuery",
                        new JsonObject().put("callback_query_id", id).put("text", "Yes"))
                .ok();
        assertThat(lab.get("/simulator/callbacks/" + id).object())
                .isEqualTo(new JsonObject()
                        .put("answered", true)
                        .put("text", "Yes")
                        .put("show_alert", false));

        lab.call(
                        bot,
                        "editMessageText",
                        new JsonObject()
                                .put("chat_id", 101)
                                .put("message_id", message.getMessageId())
                                .put("text", "Bye"))
                .ok();
        assertThat(lab.shows(101, bot).getJsonObject(1).getString("text")).isEqualTo("Bye");
        assertThat(lab.post("/simulator/taps", tap).status()).isEqualTo(409);
    }

    @Test
    void a_port_in_use_fails_the_start_with_a_bind_exception() {
        Future<Simulator> second =
                Simulator.start(lab.vertx(), SimulatorOptions.on(lab.simulator().port()));
        assertThatThrownBy(() -> Lab.await(second)).hasCauseInstanceOf(BindException.class);
    }

    @Test
    void stopping_answers_a_waiting_poll_at_once() {
        Future<Lab.Answer> poll = lab.callLater(bot, "getUpdates", new JsonObject().put("timeout", 50));
        lab.get("/simulator/bots");
        Instant before = Instant.now();
        Lab.await(lab.simulator().stop());
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(Lab.await(poll).results()).isEmpty();
    }

    @Test
    void everything_is_forgotten_on_a_reset() {
        lab.annWrites(bot, "hello");
        assertThat(lab.post("/simulator/reset", new JsonObject()).status()).isEqualTo(200);
        assertThat(lab.get("/simulator/bots").array()).isEmpty();
        assertThat(lab.get("/simulator/calls").array()).isEmpty();
        assertThat(lab.get("/simulator/chats/101/messages?bot=" + bot.username())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoever_asks_hears_that_it_lives() {
        HttpResponse<Buffer> answer = Lab.await(lab.client()
                .get("/health/live")
                .putHeader("Host", "simulator:8081")
                .send());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject().put("status", "live"));
    }

    @Test
    void on_all_addresses_the_bot_api_answers_under_any_name_and_the_page_only_under_a_loopback_one() {
        try (Lab open = new Lab(SimulatorOptions.on(0).bind("0.0.0.0"))) {
            BotAccount one = open.bot("wall_bot");
            assertThat(statusUnder(open, "simulator:8081", "/bot" + one.token() + "/getMe"))
                    .isEqualTo(200);
            assertThat(statusUnder(open, "127.0.0.1:9000", "/")).isEqualTo(200);
            assertThat(statusUnder(open, "simulator:8081", "/")).isEqualTo(403);
            assertThat(statusUnder(open, "simulator:8081", "/simulator/bots")).isEqualTo(403);
        }
    }

    private static int statusUnder(Lab lab, String host, String path) {
        return Lab.await(lab.client().get(path).putHeader("Host", host).send()).statusCode();
    }
}
