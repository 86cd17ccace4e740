package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;

/** What becomes of a delivery by Telegram's answer, or without one. */
class AnswersTest extends Dispatching {
    @Test
    void a_send_without_answer_is_unknown_where_nobody_may_get_it_twice() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(2L));
        dispatcher(1, once(FIRST), sending(SECOND));
        asked("broadcast:1 1", "broadcast:2 2");
        Future<Void> silence = Future.failedFuture(NoAnswer.lost("sendMessage", "cut"));
        telegram.answer("broadcast:1 1", silence);
        telegram.answer("broadcast:2 2", silence);
        counted(FIRST, Map.of(State.UNKNOWN, 1L));
        counted(SECOND, Map.of(State.RETRY, 1L));
        assertThat(delivery(FIRST, 1).getString("reason")).contains("no answer: cut");
    }

    @Test
    void an_unknown_token_stops_the_bot_and_loses_nothing() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 401, "Unauthorized", 0)));
        counted(FIRST, Map.of(State.QUEUED, 1L));
        stage.pass(clock, Duration.ofMinutes(1));
        assertThat(line.trouble()).contains("401 Unauthorized");
        assertThat(telegram.asked).hasSize(1);
        assertThat(delivery(FIRST, 1).getInteger("attempts"))
                .as("no fault of its own")
                .isZero();
    }

    @Test
    void with_a_new_token_it_goes_on() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        Dispatcher dispatcher = dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 401, "Unauthorized", 0)));
        counted(FIRST, Map.of(State.QUEUED, 1L));
        FakeTelegram fresh = new FakeTelegram(stage::onLoop);
        stage.onLoop(() -> {
            line.use(fresh, Tempo.FREE);
            dispatcher.wake();
        });
        counted(FIRST, Map.of(State.SENT, 1L));
        assertThat(fresh.sent).containsExactly("broadcast:1 1");
    }

    @Test
    void a_chat_that_cannot_be_reached_gets_nothing_before_that_is_known() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        add(SECOND, 2, List.of(1L));
        dispatcher(1, sending(FIRST), sending(SECOND));
        asked("broadcast:1 1");
        telegram.answer("broadcast:1 1", Future.failedFuture(new Refused("sendMessage", 403, "Forbidden", 0)));
        Awaitility.await().until(() -> unreachable.chats.equals(List.of(1L)));
        stage.pass(clock, Duration.ofSeconds(3));
        assertThat(telegram.asked).hasSize(1);
        assertThat(delivery(FIRST, 1).getBoolean("stopped")).isTrue();
        stage.onLoop(unreachable.told::complete);
        asked("broadcast:1 1", "broadcast:2 1");
    }

    @Test
    void a_group_that_moved_gets_it_where_it_is_now() {
        telegram.slow = true;
        add(FIRST, 1, List.of(-1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 -1");
        telegram.answer(
                "broadcast:1 -1",
                Future.failedFuture(new Refused("sendMessage", 400, "group chat was upgraded", -1001L)));
        asked("broadcast:1 -1", "broadcast:1 -1001");
        telegram.answerAll();
        counted(FIRST, Map.of(State.SENT, 1L));
        assertThat(unreachable.moves).containsExactly("-1 -1001");
        assertThat(delivery(FIRST, -1)).isNull();
    }

    @Test
    void what_telegram_refuses_is_not_tried_again() {
        telegram.slow = true;
        add(FIRST, 1, List.of(1L));
        dispatcher(1, sending(FIRST));
        asked("broadcast:1 1");
        telegram.answer(
                "broadcast:1 1",
                Future.failedFuture(new Refused("sendMessage", 403, "Forbidden: bot was blocked by the user", 0)));
        counted(FIRST, Map.of(State.FAILED, 1L));
        assertThat(delivery(FIRST, 1).getString("reason")).isEqualTo("403 Forbidden: bot was blocked by the user");
    }
}
