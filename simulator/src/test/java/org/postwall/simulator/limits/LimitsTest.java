package org.postwall.simulator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.simulator.Lab;
import org.postwall.simulator.Lab.Answer;
import org.postwall.simulator.MovedClock;
import org.postwall.simulator.Simulator.BotAccount;
import org.postwall.simulator.SimulatorOptions;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest {
    private final MovedClock clock = new MovedClock();
    private final Lab lab = new Lab(SimulatorOptions.on(0).clock(clock));
    private BotAccount bot;

    @BeforeEach
    void aBot() {
        bot = lab.bot("wall_bot");
        for (int person = 1; person <= 40; person++) {
            lab.writes(bot, Lab.person(person, "P" + person), "/start");
        }
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Answer send(long chat) {
        return lab.call(
                bot, "sendMessage", new JsonObject().put("chat_id", chat).put("text", "x"));
    }

    private void limits(int all, int chat, int group) {
        lab.post(
                "/simulator/limits",
                new JsonObject()
                        .put("messages_per_second", all)
                        .put("per_chat_per_second", chat)
                        .put("per_group_per_minute", group));
    }

    @Test
    void thirty_messages_a_second_pass_and_the_next_must_wait() {
        for (int person = 1; person <= 30; person++) {
            assertThat(send(person).status()).isEqualTo(200);
        }
        Answer refused = send(31);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.description()).isEqualTo("Too Many Requests: retry after 1");
        assertThat(refused.http().getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.object().getJsonObject("parameters").getInteger("retry_after"))
                .isEqualTo(1);
        JsonArray calls = lab.get("/simulator/calls?method=sendMessage").array();
        assertThat(calls.getJsonObject(30))
                .satisfies(call -> assertThat(((JsonObject) call).getInteger("retry_after"))
                        .isEqualTo(1));
    }

    @Test
    void trying_again_before_the_time_is_over_does_not_help() {
        for (int person = 1; person <= 31; person++) {
            send(person);
        }
        clock.move(Duration.ofMillis(900));
        assertThat(send(32).status()).isEqualTo(429);
        clock.move(Duration.ofMillis(100));
        assertThat(send(32).status()).isEqualTo(200);
    }

    @Test
    void a_chat_takes_a_short_burst_and_then_one_message_a_second() {
        for (int i = 0; i < 3; i++) {
            assertThat(send(1).status()).isEqualTo(200);
        }
        assertThat(send(1).status()).isEqualTo(429);
        assertThat(send(2).status()).isEqualTo(200);
        clock.move(Duration.ofSeconds(1));
        assertThat(send(1).status()).isEqualTo(200);
        assertThat(send(1).status()).isEqualTo(429);
    }

    @Test
    void a_group_takes_twenty_messages_a_minute() {
        limits(30, 0, 20);
        lab.chat(-7, "supergroup", bot, "member");
        for (int i = 0; i < 20; i++) {
            assertThat(send(-7).status()).isEqualTo(200);
        }
        Answer refused = send(-7);
        assertThat(refused.description()).isEqualTo("Too Many Requests: retry after 3");
        clock.move(Duration.ofSeconds(3));
        assertThat(send(-7).status()).isEqualTo(200);
    }

    @Test
    void a_limit_of_zero_is_none() {
        limits(0, 0, 0);
        for (int i = 0; i < 50; i++) {
            assertThat(send(1).status()).isEqualTo(200);
        }
    }

    @Test
    void edits_and_refused_messages_are_not_counted() {
        limits(2, 0, 0);
        int id = send(1).result().getInteger("message_id");
        for (int i = 0; i < 5; i++) {
            JsonObject edit =
                    new JsonObject().put("chat_id", 1).put("message_id", id).put("text", "v" + i);
            assertThat(lab.call(bot, "editMessageText", edit).status()).isEqualTo(200);
            assertThat(send(999).status()).isEqualTo(400);
        }
        assertThat(send(2).status()).isEqualTo(200);
        assertThat(send(2).status()).isEqualTo(429);
    }

    @Test
    void bots_do_not_spend_each_others_messages() {
        limits(1, 0, 0);
        BotAccount other = lab.bot("other_bot");
        lab.annWrites(other, "/start");
        assertThat(send(1).status()).isEqualTo(200);
        assertThat(send(1).status()).isEqualTo(429);
        assertThat(lab.call(
                                other,
                                "sendMessage",
                                new JsonObject().put("chat_id", 101).put("text", "x"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_album_counts_as_its_messages() {
        limits(3, 0, 0);
        JsonObject photo = new JsonObject().put("type", "photo").put("media", "https://example.com/a.jpg");
        JsonObject album = new JsonObject()
                .put("chat_id", 1)
                .put("media", new JsonArray().add(photo).add(photo));
        assertThat(lab.call(bot, "sendMediaGroup", album).status()).isEqualTo(200);
        assertThat(lab.call(bot, "sendMediaGroup", album).status()).isEqualTo(429);
        assertThat(lab.shows(1, bot)).hasSize(3);
    }

    @Test
    void wrong_limits_are_refused() {
        Answer answer = lab.post("/simulator/limits", new JsonObject().put("messages_per_second", -1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("messages_per_second must be a whole number from 0 to 1000000");
    }
}
