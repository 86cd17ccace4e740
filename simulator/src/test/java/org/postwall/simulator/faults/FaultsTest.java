package org.postwall.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.Simulator.BotAccount;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultsTest {
    private final Lab lab = new Lab().liftLimits();
    private BotAccount bot;

    @BeforeEach
    void aBotThatAnnKnows() {
        bot = lab.bot("wall_bot");
        lab.annWrites(bot, "/start");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void order(JsonObject fault) {
        Answer answer = lab.post("/simulator/faults", fault);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    }

    private static JsonObject fault(int times) {
        return new JsonObject().put("times", times);
    }

    private Answer send() {
        return lab.call(bot, "sendMessage", new JsonObject().put("chat_id", 101).put("text", "x"));
    }

    private Future<Answer> sendLater() {
        return lab.callLater(
                bot, "sendMessage", new JsonObject().put("chat_id", 101).put("text", "x"));
    }

    @Test
    void the_next_calls_fail_as_ordered_and_then_no_more() {
        order(fault(2).put("error_code", 429).put("retry_after", 7));
        for (int i = 0; i < 2; i++) {
            Answer answer = send();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.description()).isEqualTo("Too Many Requests: retry after 7");
            assertThat(answer.object().getJsonObject("parameters").getInteger("retry_after"))
                    .isEqualTo(7);
            assertThat(answer.http().getHeader("Retry-After")).isEqualTo("7");
        }
        assertThat(send().status()).isEqualTo(200);
        assertThat(lab.shows(101, bot)).hasSize(2);
    }

    @Test
    void a_fault_strikes_only_what_it_was_ordered_for() {
        BotAccount other = lab.bot("other_bot");
        lab.annWrites(other, "/start");
        order(fault(1).put("bot", "wall_bot")
                .put("method", "SENDMESSAGE")
                .put("chat_id", "101")
                .put("error_code", 500));
        assertThat(lab.call(
                                other,
                                "sendMessage",
                                new JsonObject().put("chat_id", 101).put("text", "x"))
                        .status())
                .isEqualTo(200);
        assertThat(lab.call(bot, "getMe", new JsonObject()).status()).isEqualTo(200);
        assertThat(lab.call(
                                bot,
                                "sendMessage",
                                new JsonObject().put("chat_id", 102).put("text", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(send().description()).isEqualTo("Internal Server Error");
    }

    @Test
    void a_connection_cut_before_the_effect_has_none() {
        order(fault(1).put("method", "sendMessage").put("drop", "before"));
        assertThat(sendLater().toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
        assertThat(lab.shows(101, bot)).hasSize(1);
        JsonObject call = lab.get("/simulator/calls?method=sendMessage").array().getJsonObject(0);
        assertThat(call.getInteger("status")).isZero();
        assertThat(call.getMap()).doesNotContainKey("error_code");
    }

    @Test
    void a_connection_cut_after_the_effect_has_it() {
        order(fault(1).put("method", "sendMessage").put("drop", "after"));
        assertThat(sendLater().toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
        assertThat(lab.shows(101, bot)).hasSize(2);
        assertThat(lab.get("/simulator/calls?method=sendMessage")
                        .array()
                        .getJsonObject(0)
                        .getInteger("status"))
                .isZero();
    }

    @Test
    void a_delay_slows_a_call_down() {
        order(fault(1).put("method", "sendMessage").put("delay_ms", 400));
        long before = System.nanoTime();
        assertThat(send().status()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThan(390_000_000L);
    }

    @Test
    void a_chat_can_be_meant_by_its_name() {
        lab.post(
                "/simulator/chats",
                new JsonObject()
                        .put("id", -9)
                        .put("type", "channel")
                        .put("title", "T")
                        .put("username", "news"));
        lab.member(-9, new JsonObject().put("bot", "wall_bot").put("status", "administrator"));
        order(fault(1).put("chat_id", "@news").put("error_code", 500));
        assertThat(send().status()).isEqualTo(200);
        assertThat(lab.call(
                                bot,
                                "sendMessage",
                                new JsonObject().put("chat_id", -9).put("text", "x"))
                        .status())
                .isEqualTo(500);
        assertThat(lab.post(
                                "/simulator/faults",
                                fault(1).put("chat_id", "@nobody").put("error_code", 500))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void waiting_faults_can_be_cleared() {
        order(fault(5).put("error_code", 502).put("description", "Bad Gateway, really"));
        assertThat(send().description()).isEqualTo("Bad Gateway, really");
        assertThat(lab.delete("/simulator/faults").status()).isEqualTo(200);
        assertThat(send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|times is missing",
                "{\"times\":0,\"error_code\":500}|times must be a whole number from 1 to 2147483647",
                "{\"times\":1}|error_code must be there, or drop, or delay_ms: the fault would do nothing",
                "{\"times\":1,\"error_code\":200}|error_code must be a whole number from 400 to 599",
                "{\"times\":1,\"drop\":\"never\"}|drop must be before or after",
                "{\"times\":1,\"delay_ms\":-1}|delay_ms must be a whole number from 0 to 600000",
                "{\"times\":1,\"error_code\":500,\"method\":7}|method must be a string"
            })
    void wrong_orders_are_refused(String body, String sentence) {
        Answer answer = lab.post("/simulator/faults", new JsonObject(body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(sentence);
    }
}
