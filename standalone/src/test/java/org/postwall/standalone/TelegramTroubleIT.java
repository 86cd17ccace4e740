package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.standalone.CallLog.Call;
import org.postwall.standalone.Mailing.Delivery;

/** A mailing to which Telegram says no: too fast, a token that is void, people who block the bot. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TelegramTroubleIT {
    private static final int PEOPLE = Mailing.size(1200, 10_000);
    private static final int REFUSALS = 4;
    /** What was on its way when Telegram refused is no offence. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(250);

    private static final long TAPPER = 6_000_001;
    private static final String REASON = "403 Forbidden: bot was blocked by the user";

    private static Mailing mailing;

    @BeforeAll
    static void start() throws Exception {
        mailing = new Mailing(PEOPLE, Map.of());
    }

    @AfterAll
    static void stop() {
        if (mailing != null) {
            mailing.close();
        }
    }

    @Test
    void after_a_429_no_process_sends_before_its_time_and_nobody_is_missed() throws Exception {
        try (Jar bot = mailing.bot()) {
            CallLog calls = CallLog.from(mailing.telegram);
            long id = mailing.send("Slowly", "at_least_once");
            for (int refusal = 1; refusal <= REFUSALS; refusal++) {
                int next = PEOPLE * refusal / (REFUSALS + 2);
                long tapper = TAPPER + refusal;
                await().atMost(Duration.ofMinutes(2)).until(() -> calls.sent() >= next);
                mailing.simulate(
                        "faults",
                        Map.of("bot", Mailing.SERVANT, "method", "sendMessage", "times", refusal, "retry_after", 2));
                mailing.write(Mailing.SERVANT, tapper, "/start");
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> calls.perChat(Call::isSent).containsKey(tapper));
            }
            mailing.awaitFinished(id);

            List<Call> all = calls.all().stream()
                    .filter(call -> call.bot().equals(Mailing.SERVANT))
                    .filter(call -> !call.method().equals("getUpdates"))
                    .toList();
            List<Call> refused =
                    all.stream().filter(call -> call.status() == 429).toList();
            List<Call> early = all.stream()
                    .filter(call -> refused.stream().anyMatch(refusal -> isEarly(call, refusal)))
                    .toList();
            System.out.printf(
                    "429: %d people, %d refused, %d too early, bot %s%n",
                    PEOPLE, refused.size(), early.size(), bot.isAlive() ? "alive" : "dead");
            assertThat(refused).hasSizeGreaterThanOrEqualTo(REFUSALS);
            assertThat(mailing.metric("postwall_outbox_silent_seconds_total")).isPositive();
            assertThat(early).isEmpty();
            assertAllOnce(calls);
            assertThat(mailing.deliveries(id))
                    .hasSize(PEOPLE)
                    .allMatch(delivery -> delivery.state().equals("sent") && delivery.attempts() == 1);
        }
    }

    @Test
    void a_token_revoked_in_the_middle_is_told_and_a_new_one_goes_on_where_it_stopped() throws Exception {
        JsonObject other = mailing.simulate("bots", Map.of("username", "successor_bot"));
        mailing.each(chat -> mailing.write("successor_bot", chat, "Hello"));
        CallLog calls = CallLog.from(mailing.telegram);
        long id = mailing.send("Revoked", "at_least_once");
        await().atMost(Duration.ofMinutes(2)).until(() -> calls.sent() >= PEOPLE / 6);
        mailing.simulate(
                "faults",
                Map.of("bot", Mailing.SERVANT, "method", "sendMessage", "times", 1_000_000, "error_code", 401));
        String trouble = await().atMost(Duration.ofSeconds(20))
                .until(() -> mailing.message(id).getString("trouble", ""), words -> !words.isEmpty());
        assertThat(mailing.metric("postwall_outbox_bots_stopped")).isEqualTo(1);
        JsonObject paused = mailing.message(id);
        assertThat(paused.getBoolean("finished")).isFalse();
        assertThat(paused.getJsonObject("counts").getInteger("failed", 0)).isZero();

        try {
            mailing.tell(other.getString("token"));
            JsonObject message = mailing.awaitFinished(id);
            long refused =
                    calls.all().stream().filter(call -> call.status() == 401).count();
            long successor = calls.all().stream()
                    .filter(call -> call.isSent() && call.bot().equals("successor_bot"))
                    .count();
            System.out.printf(
                    "401: %d people, '%s', %d calls refused, %d sent by the other bot%n",
                    PEOPLE, trouble, refused, successor);
            assertAllOnce(calls);
            assertThat(refused).isBetween(1L, (long) Mailing.IN_FLIGHT);
            assertThat(successor).isPositive();
            assertThat(message.getJsonObject("counts")).isEqualTo(new JsonObject().put("sent", PEOPLE));
            assertThat(message.getString("trouble")).isNull();
            assertThat(mailing.metric("postwall_outbox_bots_stopped")).isZero();
        } finally {
            mailing.clearFaults();
            mailing.tell(Mailing.SERVANT_TOKEN);
        }
    }

    @Test
    void who_blocked_the_bot_is_called_once_and_gets_what_was_missed_after_coming_back() throws Exception {
        List<Long> gone =
                mailing.people().stream().filter(chat -> chat % 20 == 0).toList();
        for (long chat : gone) {
            block(chat, true);
        }
        CallLog calls = CallLog.from(mailing.telegram);
        long first = mailing.send("Blocked first", "at_least_once");
        mailing.awaitFinished(first);
        assertThat(calls.perChat(call -> call.status() == 403).keySet()).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(calls.perChat(call -> call.method().equals("sendMessage")))
                .hasSize(PEOPLE)
                .allSatisfy((chat, times) -> assertThat(times).isEqualTo(1));
        assertThat(mailing.deliveries(first))
                .filteredOn(delivery -> !delivery.state().equals("sent"))
                .allMatch(delivery -> delivery.state().equals("failed"))
                .allMatch(delivery -> delivery.reason().equals(REASON) && delivery.attempts() == 1)
                .extracting(Delivery::chat)
                .containsExactlyInAnyOrderElementsOf(gone);
        JsonObject user = new JsonObject(mailing.call("GET", "users/" + gone.get(0), new JsonObject()));
        assertThat(user.getBoolean("following")).isTrue();

        CallLog later = CallLog.from(mailing.telegram);
        mailing.awaitFinished(mailing.send("Blocked second", "at_least_once"));
        assertThat(later.perChat(call -> call.chat() != 0)).hasSize(PEOPLE - gone.size());

        CallLog back = CallLog.from(mailing.telegram);
        for (long chat : gone) {
            block(chat, false);
            mailing.call("POST", "followers/here", new JsonObject().put("chat_id", chat));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> back.sent() >= 2 * gone.size());
        System.out.printf(
                "403: %d people, %d blocked, %d calls answered 403, %d sent after they came back%n",
                PEOPLE,
                gone.size(),
                calls.all().stream().filter(call -> call.status() == 403).count(),
                back.sent());
        Person one = Person.to(Mailing.SERVANT, mailing.telegram, gone.get(0), "Reader");
        assertThat(one.got())
                .filteredOn(text -> text.startsWith("Blocked"))
                .containsExactly("Blocked first", "Blocked second");
        assertThat(back.perChat(Call::isSent).keySet()).containsExactlyInAnyOrderElementsOf(gone);
    }

    private static boolean isEarly(Call call, Call refusal) {
        Instant allowed = refusal.at().plus(ON_ITS_WAY);
        Instant until = refusal.at().plusSeconds(refusal.retryAfter());
        return call.at().isAfter(allowed) && call.at().isBefore(until);
    }

    private static void assertAllOnce(CallLog calls) throws Exception {
        Map<Long, Long> got = calls.perChat(Call::maySent);
        got.keySet().retainAll(mailing.people());
        assertThat(got).hasSize(PEOPLE);
        assertThat(got.values()).allMatch(times -> times == 1);
    }

    private static void block(long chat, boolean blocked) throws Exception {
        mailing.simulate("blocks", Map.of("bot", Mailing.SERVANT, "user_id", chat, "blocked", blocked));
    }
}
